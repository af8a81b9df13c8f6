import { describeDrift } from "../../../detection/drift/describe-drift.ts";
import { driftVerdict } from "../../../detection/drift/drift-verdict.ts";
import { judgeFeatures } from "../../../detection/drift/judge-features.ts";
import { DRIFT_DEFAULTS, SLOW_DRIFT_DEFAULTS } from "../../../detection/defaults.ts";
import { SLOW_DRIFT_START, slowDriftStep, type SlowDriftState } from "../../../detection/drift/slow-drift.ts";
import { describeWithout, type TriageQuestion } from "../../../detection/triage/triage-drift.ts";
import { z } from "../../../zod.ts";
import { driftAlpha } from "../../judge/budget-shares.ts";
import { driftQuestion } from "../../judge/drift-question.ts";
import { BUSIEST, withoutClients } from "../../judge/without-clients.ts";
import { ReferenceEdgesRow } from "../../reference-row.ts";
import { decodeFeature, rowsOf } from "../../states/feature-state.ts";
import { bytesOf, type Session } from "../sql-session.ts";
import type { DetectorStates } from "./detector-states.ts";
import type { FoundSignal } from "./found-signal.ts";
import type { FrozenReference, Judged } from "./judged.ts";
import { RollingReference } from "./rolling-reference.ts";
import { slowPoisoning, tellStories, type Told } from "./tell-stories.ts";

const ColumnRow = z.strictObject({
  id: z.string(),
  kind: z.enum(["feature", "output"]),
  name: z.string(),
  type: z.enum(["number", "category"]),
  n: z.coerce.number(),
  nulls: z.coerce.number(),
  edges: ReferenceEdgesRow,
  counts: z.array(z.coerce.number()),
});

/** The reference in force of a model with all its columns; undefined when there is none. */
async function readReference(session: Session, orgId: string, modelId: string): Promise<FrozenReference | undefined> {
  const { rows } = await session.query(
    `select r.id::text as id, s.kind, s.name, s.type, s.n::text as n, s.nulls::text as nulls, s.edges, s.counts::text[] as counts
     from telemetry_reference r join telemetry_reference_series s on s.reference_id = r.id and s.org_id = r.org_id
     where r.org_id = $1 and r.model_id = $2 and r.state = 'frozen'`,
    [orgId, modelId],
  );
  const parsed = rows.map((row) => ColumnRow.parse(row));
  const [first] = parsed;
  if (first === undefined) return undefined;
  return {
    id: first.id,
    columns: new Map(parsed.map(({ id: _id, ...column }) => [`${column.kind} ${column.name}`, column])),
  };
}

async function judgeColumns(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number; reference: FrozenReference },
): Promise<Judged[]> {
  const { rows } = await session.query(
    `select s.id::text as id, s.version_id::text as version_id, s.kind, s.name, w.state from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = 1 and w.bucket = $3
     where s.org_id = $1 and s.model_id = $2 and s.kind in ('feature', 'output') order by s.version_id, s.kind, s.name`,
    [asked.orgId, asked.modelId, new Date(asked.bucket)],
  );
  const byVersion = new Map<string, Judged[]>();
  for (const row of rows) {
    const state = decodeFeature(bytesOf(row["state"]));
    const column = asked.reference.columns.get(`${String(row["kind"])} ${String(row["name"])}`);
    if (state === undefined || column === undefined) continue;
    const verdict = driftVerdict(driftQuestion(state, column, asked.reference.id));
    const versionId = String(row["version_id"]);
    const named = { seriesId: String(row["id"]), versionId, name: String(row["name"]) };
    const judged = { ...named, verdict, n: rowsOf(state), state, column };
    byVersion.set(versionId, [...(byVersion.get(versionId) ?? []), judged]);
  }
  return [...byVersion.values()].flatMap((features) => {
    const settled = judgeFeatures(features.map(({ seriesId, verdict }) => ({ feature: seriesId, verdict })));
    const verdicts = new Map(settled.map(({ feature, verdict }) => [feature, verdict]));
    return features.map((each) => ({ ...each, verdict: verdicts.get(each.seriesId) ?? each.verdict }));
  });
}

async function writeVerdicts(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number; referenceId: string },
  judged: readonly Judged[],
  told: readonly Told[],
): Promise<void> {
  const values = judged.map(({ verdict }) => verdict.parts.find(({ part }) => part === "values"));
  await session.query(
    `insert into telemetry_verdict (org_id, model_id, bucket, reference_id, series_id, status, n, effect, p, p_adjusted, story, rolling)
     select $1::uuid, $2::uuid, $3::timestamptz, $4::uuid, w.* from unnest($5::uuid[], $6::text[], $7::bigint[], $8::float8[], $9::float8[], $10::float8[], $11::text[], $12::float8[]) as w
     on conflict (org_id, series_id, bucket, reference_id) do update set status = excluded.status, n = excluded.n,
       effect = excluded.effect, p = excluded.p, p_adjusted = excluded.p_adjusted, story = excluded.story, rolling = excluded.rolling`,
    [
      asked.orgId,
      asked.modelId,
      new Date(asked.bucket).toISOString(),
      asked.referenceId,
      judged.map(({ seriesId }) => seriesId),
      judged.map(({ verdict }) => verdict.status),
      judged.map(({ n }) => n),
      judged.map(({ verdict }) => verdict.statistics.js?.corrected ?? null),
      values.map((part) => part?.p ?? null),
      values.map((part) => part?.adjusted ?? null),
      told.map(({ story }) => story),
      told.map(({ rolling }) => rolling),
    ],
  );
}

/** Rows of an hour from which on its distance is more than noise to what adds distances up. */
const SLOW_ROWS = 500;
const SLOW_SETTINGS = { ...SLOW_DRIFT_DEFAULTS, leastDistance: DRIFT_DEFAULTS.floors.js / 2 };

const grave = { none: "low", low: "low", medium: "medium", high: "high" } as const;

type Without = TriageQuestion["withoutTop"];

/** What would be left of the drift without the busiest clients of the hour; null when it is not known. */
async function withoutBusiest(
  session: Session,
  asked: { orgId: string; modelId: string; bucket: number; reference: FrozenReference },
  { verdict: { leading }, state, column }: Judged,
): Promise<Without> {
  if (leading === null || leading.effect === null || leading.part === "invalid") return null;
  const { rows } = await session.query(
    `select client from telemetry_client where org_id = $1 and model_id = $2 and bucket = $3 and length(client) > 0
     order by n desc, client limit $4`,
    [asked.orgId, asked.modelId, new Date(asked.bucket), BUSIEST],
  );
  const clients = rows.map((row) => bytesOf(row["client"]));
  const against = { column, referenceId: asked.reference.id };
  return withoutClients(state, against, { effect: leading.effect, part: leading.part }, clients);
}

const byEffect = (left: Judged, right: Judged): number =>
  (right.verdict.leading?.effect ?? 0) - (left.verdict.leading?.effect ?? 0);

function driftSignal(
  modelId: string,
  bucket: number,
  { sorted, all, without }: { sorted: readonly Judged[]; all: number; without: Without },
): FoundSignal | undefined {
  const [worst] = sorted;
  if (worst === undefined) return undefined;
  const names = sorted.slice(0, 3).map(({ name }) => name);
  const many = sorted.length === 1 ? worst.name : `${sorted.length} of ${all} features, ${names.join(", ")} first`;
  const { leading } = worst.verdict;
  const counterfactual = without === null ? "" : ` ${describeWithout(leading?.effect ?? 0, without)}`;
  return {
    modelId,
    versionId: worst.versionId,
    seriesId: worst.seriesId,
    client: null,
    bucket,
    kind: "drift",
    severity: grave[worst.verdict.severity],
    sure: Math.min(0.99, 1 - (worst.verdict.leading?.adjusted ?? worst.verdict.leading?.p ?? 0.5)),
    words: `${many}: ${describeDrift(worst.verdict)}${counterfactual}`,
    techniques: [],
    evidence: {
      drifted: sorted.length,
      features: all,
      effect: worst.verdict.statistics.js?.corrected ?? null,
      p: worst.verdict.leading?.adjusted ?? worst.verdict.leading?.p ?? null,
      n: worst.n,
      without_busiest: without?.effect ?? null,
      share_of_busiest: without?.share ?? null,
    },
    fingerprint: "drift",
  };
}

/** Slow drift: the distances to the frozen reference creep up though no hour by itself is worth a word. */
function slowSignals(
  states: DetectorStates,
  modelId: string,
  bucket: number,
  judged: readonly Judged[],
): FoundSignal[] {
  return judged.flatMap(({ seriesId, versionId, name, verdict, n }): FoundSignal[] => {
    if (n < SLOW_ROWS) return [];
    const before = states.get(seriesId, "slow drift");
    if (before !== undefined && before.bucket >= bucket) return [];
    const state = (before?.state ?? SLOW_DRIFT_START) as SlowDriftState;
    const step = slowDriftStep(state, verdict.statistics.js?.corrected ?? null, SLOW_SETTINGS);
    states.set(seriesId, "slow drift", step.state, bucket);
    if (!step.alarm || verdict.status !== "stable") return [];
    const words = `${name} moves away from the frozen reference, hour by hour, without one hour that stands out.`;
    const found = { modelId, versionId, seriesId, client: null, bucket, kind: "drift", severity: "medium" as const };
    const evidence = { effect: verdict.statistics.js?.corrected ?? null };
    return [{ ...found, sure: 0.8, words, techniques: ["AML.T0020"], evidence, fingerprint: `slow drift ${seriesId}` }];
  });
}

/** What the windows of a model are compared with. */
export type Compared = { frozen: FrozenReference; rolling: RollingReference };

/** The references of a model for judging these hours; undefined when none is in force. */
export async function openReferences(
  session: Session,
  asked: { orgId: string; modelId: string; hours: readonly number[] },
): Promise<Compared | undefined> {
  if (asked.hours.length === 0) return undefined;
  const { orgId, modelId } = asked;
  const frozen = await readReference(session, orgId, modelId);
  if (frozen === undefined) return undefined;
  const rolling = new RollingReference(session, { orgId, modelId, reference: frozen });
  await rolling.forget(asked.hours);
  return { frozen, rolling };
}

/** Compares the columns of an hour with the reference in force and with the last weeks; stores each verdict and answers what is worth a word. */
export async function judgeDrift(
  session: Session,
  states: DetectorStates,
  asked: { orgId: string; modelId: string; bucket: number; compared: Compared | undefined; pages: number },
): Promise<FoundSignal[]> {
  if (asked.compared === undefined) return [];
  const { frozen: reference, rolling } = asked.compared;
  const judged = await judgeColumns(session, { ...asked, reference });
  if (judged.length === 0) return [];
  const told = tellStories(judged, await rolling.before(asked.bucket), reference.id);
  await writeVerdicts(session, { ...asked, referenceId: reference.id }, judged, told);
  await states.load(judged.map(({ seriesId }) => seriesId));
  const drifted = judged.filter(({ verdict }) => verdict.status === "drifted").sort(byEffect);
  // The matrix shows every verdict; people are told of an hour only within the budget of false pages.
  const alpha = driftAlpha(asked.pages);
  const sorted = drifted.some(({ verdict }) => (verdict.leading?.adjusted ?? verdict.leading?.p ?? 1) < alpha)
    ? drifted
    : [];
  const [worst] = sorted;
  const without = worst === undefined ? null : await withoutBusiest(session, { ...asked, reference }, worst);
  const sudden = driftSignal(asked.modelId, asked.bucket, { sorted, all: judged.length, without });
  return [
    ...(sudden === undefined ? [] : [sudden]),
    ...slowPoisoning(asked, judged, told),
    ...slowSignals(states, asked.modelId, asked.bucket, judged),
  ];
}
