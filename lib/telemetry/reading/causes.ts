import { triageDrift, type TriageQuestion } from "../../detection/triage/triage-drift.ts";
import type { DriftVerdict } from "../../detection/drift/drift-verdict.ts";
import { DRIFT_DEFAULTS } from "../../detection/defaults.ts";
import type { Reader } from "../../kernel/query.ts";
import type { Distribution } from "../schema.ts";

const WEEK_MS = 7 * 86_400_000;
const DAY_MS = 86_400_000;

type Asked = { modelId: string; seriesIds: readonly string[]; at: number; stepMs: number };

/** The effects of the same hour in the three weeks before, as multiples of the floor. */
async function earlierWeeks(db: Reader, orgId: string, { seriesIds, at }: Asked): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ effect: number }[]>(
    `select max(effect) as effect from telemetry_verdict where org_id = $1::uuid and series_id = any ($2::uuid[])
     and bucket = any ($3::timestamptz[]) and effect is not null and status in ('drifted', 'stable') group by bucket`,
    orgId,
    seriesIds,
    [1, 2, 3].map((weeks) => new Date(at - weeks * WEEK_MS).toISOString()),
  );
  return rows.map(({ effect }) => effect / DRIFT_DEFAULTS.floors.js);
}

/** The share of the organization's other models that drifted in the same time; null when no other was judged. */
async function otherModels(db: Reader, orgId: string, { modelId, at, stepMs }: Asked): Promise<number | null> {
  const [row] = await db.$queryRawUnsafe<{ judged: number; drifted: number }[]>(
    `select count(*)::int as judged, (count(*) filter (where drifted))::int as drifted from (
       select bool_or(status = 'drifted') as drifted from telemetry_verdict
       where org_id = $1::uuid and model_id <> $2::uuid and bucket >= $3::timestamptz and bucket < $4::timestamptz group by model_id) models`,
    orgId,
    modelId,
    new Date(at).toISOString(),
    new Date(at + stepMs).toISOString(),
  );
  return row === undefined || row.judged === 0 ? null : row.drifted / row.judged;
}

/** Why a feature may have moved, the likeliest first: attack, bug, season or world, each with the number that says so. */
export async function causesOf(
  db: Reader,
  orgId: string,
  asked: Asked,
  drift: { verdict: DriftVerdict; withoutTop: TriageQuestion["withoutTop"] },
): Promise<Distribution["causes"]> {
  const { modelId, at, stepMs } = asked;
  const { verdict, withoutTop } = drift;
  const between = { gte: new Date(at - DAY_MS), lt: new Date(at + stepMs) };
  const [releases, weeks, others, suspicions] = await Promise.all([
    db.modelVersion.findMany({ where: { orgId, modelId, releasedAt: between }, select: { label: true }, take: 5 }),
    earlierWeeks(db, orgId, asked),
    otherModels(db, orgId, asked),
    db.$queryRawUnsafe<{ sure: number }[]>(
      `select max(sure) as sure from telemetry_signal where org_id = $1::uuid and model_id = $2::uuid and client is not null
       and bucket >= $3::timestamptz and bucket < $4::timestamptz having max(sure) is not null`,
      orgId,
      modelId,
      new Date(at).toISOString(),
      new Date(at + stepMs).toISOString(),
    ),
  ]);
  const ranked = triageDrift({
    effect: verdict.leading?.effect ?? 0,
    withoutTop,
    clientsSure: suspicions[0]?.sure ?? 0,
    nulls: verdict.statistics.nulls?.change ?? null,
    invalid: verdict.statistics.invalid?.change ?? null,
    schemaChanges: 0,
    releases: releases.map(({ label }) => `version ${label}`),
    earlierWeeks: weeks,
    otherModels: others,
  });
  const suspect =
    suspicions[0] === undefined ? "No client stands out." : "A client of this time stands out; see below.";
  return ranked.map(({ cause, strength, words }) => ({
    cause,
    sure: strength,
    words: cause !== "attack" ? words : withoutTop === null ? suspect : `${words} ${suspect}`,
  }));
}
