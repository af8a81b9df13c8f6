import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { selectEntries } from "../entry-rows.ts";
import { ReadEntryInput, TrailEntryDto, type TrailEntry } from "../schema.ts";
import { waitFor } from "../../kernel/wait-for.ts";

export const readEntry = defineQuery({
  name: "audit.entry",
  summary: "One entry of the audit trail",
  permission: "audit:read",
  http: "GET /audit/entries/{id}",
  input: ReadEntryInput,
  output: TrailEntryDto,
  async run({ db, input, ctx }) {
    const read = async (): Promise<TrailEntry> => {
      const filters = [{ sql: "e.uuid = ?::uuid", value: input.id }];
      const [entry] = await selectEntries(db, ctx.orgId, { filters, limit: 1 });
      return entry ?? notFound("entry");
    };
    const sealed = await waitFor(input.wait, async () => {
      const entry = await read();
      return entry.state === "committed" ? undefined : entry;
    });
    return sealed ?? read();
  },
});
