import { createHash } from "node:crypto";
import type { Reader } from "../../../kernel/query.ts";
import { noted } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { joinConditions } from "../../../kernel/conditions.ts";
import { AppError } from "../../../kernel/errors.ts";
import { csvLine } from "../../../rules/csv/csv-line.ts";
import { threatStates, type ThreatState } from "../../rules.ts";
import { threatConditions } from "../list-conditions.ts";
import { dayOf, stateOn } from "../rules.ts";
import { ExportedThreatsDto, ExportThreatsInput, type Mitigation } from "../schema.ts";

const MOST_THREATS = 20_000;

type Row = {
  id: string;
  threatModel: string;
  title: string;
  description: string;
  targetName: string;
  libraryId: string | null;
  libraryVersion: string | null;
  state: ThreatState;
  stateReason: string;
  severity: string;
  residualSeverity: string | null;
  likelihood: number | null;
  impact: number | null;
  owner: string | null;
  dueOn: string | null;
  acceptedUntil: string | null;
  stride: string[];
  refs: string[];
  tactics: string[];
  mitigations: Mitigation[];
};

const columns = [
  "id",
  "threatModel",
  "title",
  "targetName",
  "state",
  "stateReason",
  "severity",
  "residualSeverity",
  "likelihood",
  "impact",
  "owner",
  "dueOn",
  "acceptedUntil",
  "stride",
  "refs",
  "tactics",
  "mitigations",
  "libraryId",
  "libraryVersion",
  "description",
] as const satisfies readonly (keyof Row)[];

function cellsOf(row: Row, today: string): (string | number)[] {
  const shown = {
    ...row,
    state: threatStates[stateOn(row, today)],
    stride: row.stride.join("; "),
    refs: row.refs.join("; "),
    tactics: row.tactics.join("; "),
    mitigations: row.mitigations.map(({ title, state }) => `${title} (${state})`).join("; "),
  };
  return columns.map((column) => shown[column] ?? "");
}

async function rowsOf(db: Pick<Reader, "$queryRawUnsafe">, where: { sql: string; params: unknown[] }): Promise<Row[]> {
  return db.$queryRawUnsafe<Row[]>(
    `select id::text as id, (select m.name from threat_model m where m.id = threat_model_id) as "threatModel", title, description,
       target_name as "targetName", library_id as "libraryId", library_version as "libraryVersion", state,
       state_reason as "stateReason", severity, residual_severity as "residualSeverity", likelihood, impact,
       (select u.name from app_user u where u.id = owner_id) as owner, due_on::text as "dueOn",
       accepted_until::text as "acceptedUntil", stride, refs, tactics, mitigations
     from threat where ${where.sql} order by rank desc, id limit ${MOST_THREATS + 1}`,
    ...where.params,
  );
}

/** The filtered register as a file. The entry says who took what: the filter, the count and the file's digest. */
export const exportThreats = defineCommand({
  name: "threat.export",
  summary: "Export the filtered register of threats as CSV",
  permission: "threat:read",
  http: "POST /threats/export",
  rawAnswer: ["text/csv"],
  input: ExportThreatsInput,
  output: ExportedThreatsDto,
  async run({ tx, input, ctx }) {
    const { format, ...filters } = input;
    const rows = await rowsOf(tx, joinConditions(threatConditions(filters, ctx)));
    if (rows.length > MOST_THREATS) {
      throw new AppError("unprocessable", "More than 20,000 threats fit this filter. Narrow it, then export again.");
    }
    const today = dayOf(ctx.now());
    const content = csvLine(columns) + rows.map((row) => csvLine(cellsOf(row, today))).join("");
    const digest = createHash("sha256").update(content).digest("hex");
    const facts = { format, threats: rows.length, digest, filters: JSON.stringify(filters) };
    return {
      result: {
        fileName: `threats-${today}.csv`,
        mediaType: "text/csv; charset=utf-8",
        content,
        threats: rows.length,
      },
      audit: [noted("threat_export", ctx.newId(), facts)],
    };
  },
});
