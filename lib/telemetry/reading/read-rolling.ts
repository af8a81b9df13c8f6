import { compareReferences } from "../../detection/drift/compare-references.ts";
import { describeSlow } from "../../detection/drift/describe-slow.ts";
import { describeStory } from "../../detection/drift/describe-story.ts";
import { driftVerdict, type DriftVerdict } from "../../detection/drift/drift-verdict.ts";
import type { Reader } from "../../kernel/query.ts";
import { driftQuestion } from "../judge/drift-question.ts";
import { DAY_MS, dayOf, RISING_DAYS, rollingOf, type RollingColumn } from "../judge/rolling-column.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import type { Distribution } from "../schema.ts";
import type { FeatureState } from "../states/feature-state.ts";

type Raw = { day: string; counts: bigint[]; nulls: bigint; distance: number | null };

async function readDays(
  db: Reader,
  orgId: string,
  asked: { modelId: string; referenceId: string; column: ReferenceColumn; at: number },
): Promise<RollingColumn | undefined> {
  const { kind, name } = asked.column;
  const day = dayOf(asked.at);
  const rows = await db.$queryRawUnsafe<Raw[]>(
    `select day::text as day, counts, nulls, distance from telemetry_reference_day where org_id = $1::uuid and model_id = $2::uuid
     and reference_id = $3::uuid and kind = $4 and name = $5 and day >= ($6::timestamptz at time zone 'UTC')::date and day < ($7::timestamptz at time zone 'UTC')::date order by day`,
    orgId,
    asked.modelId,
    asked.referenceId,
    kind,
    name,
    new Date(day - RISING_DAYS * DAY_MS).toISOString(),
    new Date(day).toISOString(),
  );
  const days = rows.map((row) => ({
    key: name,
    day: Date.parse(row.day),
    counts: row.counts.map(Number),
    nulls: Number(row.nulls),
    distance: row.distance,
  }));
  return rollingOf(days, day).get(name);
}

/** What the last weeks say of a window besides the frozen reference; null where they were not counted. */
export async function readRolling(
  db: Reader,
  orgId: string,
  asked: { modelId: string; referenceId: string; column: ReferenceColumn; at: number },
  current: { state: FeatureState; verdict: DriftVerdict },
): Promise<Distribution["rolling"]> {
  const weeks = await readDays(db, orgId, asked);
  if (weeks === undefined || weeks.counts === null) return null;
  const column = { ...asked.column, counts: weeks.counts, nulls: weeks.nulls };
  const verdict = driftVerdict(driftQuestion(current.state, column, asked.referenceId));
  const story = compareReferences(current.verdict, verdict, weeks.rise !== null);
  const distance = verdict.statistics.js?.corrected ?? null;
  const slow = story === "slow" && weeks.rise !== null ? [describeSlow(weeks.rise, distance)] : [];
  return { story, distance, days: weeks.days, words: [describeStory(story), ...slow] };
}
