import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { entryFilters } from "../entry-filters.ts";
import { ExportTrailInput, TrailExportDto } from "../schema.ts";

/**
 * Notes that somebody takes entries out: which filter, how many, up to which. The file itself is streamed afterwards, page
 * by page, so that a million entries need no memory.
 */
export const exportTrail = defineCommand({
  name: "audit.export",
  summary: "Export entries of the audit trail as CSV or JSON Lines; leaves an entry",
  permission: "audit:export",
  http: "POST /audit/entries/export",
  rawAnswer: ["text/csv", "application/x-ndjson"],
  input: ExportTrailInput,
  output: TrailExportDto,
  async run({ tx, input, ctx }) {
    const { format, ...filters } = input;
    const conditions = entryFilters(filters);
    const where = conditions.map(({ sql }, at) => ` and ${sql.replace("?", `$${at + 2}`)}`).join("");
    const [row] = await tx.$queryRawUnsafe<{ entries: number; up_to: string | null }[]>(
      `select count(*)::int as entries, max(e.entry_id)::text as up_to from audit_entry e where e.org_id = $1::uuid${where}`,
      ctx.orgId,
      ...conditions.map(({ value }) => value),
    );
    const entries = row?.entries ?? 0;
    const upTo = row?.up_to ?? "0";
    const fileName = `audit-trail-${ctx.now().toISOString().slice(0, 10)}.${format}`;
    const facts = { format, entries, upTo, filters: JSON.stringify(filters) };
    return { result: { fileName, upTo, entries }, audit: [noted("audit_export", ctx.newId(), facts)] };
  },
});
