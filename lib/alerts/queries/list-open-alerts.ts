import { inhibitedBy } from "../../detection/alerts/inhibited.ts";
import { matchSilence } from "../../detection/alerts/match-silence.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { labelsOf } from "../alert-labels.ts";
import { asSilence, isQuiet } from "../quiet.ts";

const AT_ONCE = 2_000;

const Open = z.strictObject({
  orgId: z.uuid(),
  id: z.uuid(),
  kind: z.string(),
  ofRule: z.boolean(),
  lastAt: z.date().nullable().describe("When its last signal came"),
  silent: z.boolean().describe("Whether its model sends nothing"),
  turn: z
    .enum(["hush", "tell"])
    .nullable()
    .describe("Whether a silence, or an alert that explains it, began or ended since"),
});
export type OpenAlert = z.output<typeof Open>;

type Row = Omit<OpenAlert, "turn"> & {
  modelId: string | null;
  ruleId: string | null;
  severity: string;
  series: string | null;
  state: string;
  silenced: boolean;
  inhibitedBy: string | null;
};

async function standingSilences(db: Reader, orgIds: string[], at: Date) {
  const standing = { endedAt: null, fromAt: { lte: at }, OR: [{ everyMs: { not: null } }, { toAt: { gt: at } }] };
  const rows = await db.alertSilence.findMany({ where: { orgId: { in: orgIds }, ...standing } });
  return rows.map((row) => ({ orgId: row.orgId, silence: asSilence(row) }));
}

/** Whether an alert has to be marked anew, as things are at a time; the command that does it looks again. */
function turnsOf(rows: readonly Row[], silences: Awaited<ReturnType<typeof standingSilences>>, at: number) {
  const labelled = rows.map((row) => ({ row, labels: labelsOf(row), id: row.id }));
  const firing = labelled.filter(({ row }) => row.state === "firing" && row.modelId !== null);
  return labelled.map(({ row, labels }): OpenAlert["turn"] => {
    const silenced = silences.some(({ orgId, silence }) => orgId === row.orgId && matchSilence(silence, labels, at));
    const beside = firing.filter((other) => other.row.orgId === row.orgId && other.row.modelId === row.modelId);
    const source = inhibitedBy(labels, beside)?.id ?? null;
    if (silenced === row.silenced && (source === null) === (row.inhibitedBy === null)) return null;
    return isQuiet({ silenced, inhibitedBy: source }) && !isQuiet(row) ? "hush" : "tell";
  });
}

/** Open alerts of all organizations, with what says whether they go on and whether they are to be told. */
export const listOpenAlerts = defineQuery({
  name: "alert.list_open",
  summary: "Open alerts, with what says whether they go on",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({ orgId: z.uuid().optional().describe("The one organization; left out: all") }),
  output: z.strictObject({ items: z.array(Open) }),
  async run({ db, input, ctx }) {
    const only = input.orgId ?? null;
    const rows = await db.$queryRaw<Row[]>`
      select a.org_id::text as "orgId", a.id::text as id, a.kind, a.rule_id is not null as "ofRule", t.last_at as "lastAt",
        coalesce(d.state ->> 'silent' = 'true', false) as silent, a.model_id::text as "modelId", a.rule_id::text as "ruleId",
        a.severity, a.series, a.state, a.silenced, a.inhibited_by::text as "inhibitedBy"
      from alert a left join alert_tally t on t.org_id = a.org_id and t.alert_id = a.id
      left join telemetry_detector d on d.org_id = a.org_id and d.subject_id = a.model_id and d.detector = 'silence'
      where a.state <> 'resolved' and (${only}::uuid is null or a.org_id = ${only}::uuid)
      order by t.last_at nulls last, a.id limit ${AT_ONCE}`;
    const at = ctx.now();
    const turns = turnsOf(
      rows,
      await standingSilences(db, [...new Set(rows.map(({ orgId }) => orgId))], at),
      at.getTime(),
    );
    const items = rows.map(({ orgId, id, kind, ofRule, lastAt, silent }, place) => ({
      ...{ orgId, id, kind, ofRule, lastAt, silent },
      turn: turns[place] ?? null,
    }));
    return { items };
  },
});
