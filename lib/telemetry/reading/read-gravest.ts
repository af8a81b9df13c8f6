import type { Reader } from "../../kernel/query.ts";
import { referenceStories } from "../rules.ts";
import type { DriftCell } from "../schema.ts";
import type { Range } from "./range.ts";

/** A verdict of a column, and when its window began (milliseconds). */
export type CellVerdict = DriftCell & { seriesId: string; at: number };

/** What a verdict says, what says most first. */
const byGravity: readonly DriftCell["status"][] = [
  "drifted",
  "stable",
  "constant",
  "not_enough_data",
  "no_reference",
  "no_data",
];

/** Of two verdicts of one cell the one that says most: by its status, then by its effect; of equal ones the earlier. */
export function graver<Verdict extends DriftCell & { at?: number }>(left: Verdict, right: Verdict): Verdict {
  const by = byGravity.indexOf(left.status) - byGravity.indexOf(right.status);
  if (by !== 0) return by < 0 ? left : right;
  const more = (left.effect ?? 0) - (right.effect ?? 0);
  if (more !== 0) return more > 0 ? left : right;
  return (left.at ?? 0) <= (right.at ?? 0) ? left : right;
}

/**
 * The least array of a group is the one that says most: arrays are compared by their first numbers, and those are the order of
 * `graver`. Each step is folded by itself, by a range of the index: the groups of all steps together would be sorted on disk.
 */
const GRAVEST = `select series_id::text as "seriesId", json_agg(said) as said
from generate_series($3::timestamptz, $4::timestamptz, make_interval(secs => $5)) step
cross join lateral (
  select series_id, min(array[array_position($6::text[], status), -coalesce(effect, 0), date_part('epoch', bucket),
    n, effect, p_adjusted, array_position($7::text[], story), rolling]) as said
  from telemetry_verdict
  where org_id = $1::uuid and model_id = $2::uuid and bucket >= step and bucket < least(step + make_interval(secs => $5), $4::timestamptz)
  group by series_id
) cells group by series_id`;

type Said = [gravity: number, less: number, at: number, n: number, ...values: [...rest: (number | null)[]]];

function verdictOf(seriesId: string, [gravity, , at, n, effect = null, p = null, story, rolling = null]: Said) {
  const status = byGravity[gravity - 1] ?? "no_data";
  const told = story === null || story === undefined ? null : (referenceStories[story - 1] ?? null);
  return { seriesId, at: at * 1_000, status, n, effect, p, story: told, rolling };
}

/**
 * Of each series of a model and each step of a range the verdict that says most. The database folds: of 90 days of hours a
 * twentieth of the rows comes here.
 */
export async function readGravest(
  db: Reader,
  orgId: string,
  { modelId, range }: { modelId: string; range: Pick<Range, "from" | "to" | "stepMs"> },
): Promise<CellVerdict[]> {
  const rows = await db.$queryRawUnsafe<{ seriesId: string; said: Said[] }[]>(
    GRAVEST,
    orgId,
    modelId,
    new Date(range.from).toISOString(),
    new Date(range.to).toISOString(),
    range.stepMs / 1_000,
    byGravity,
    referenceStories,
  );
  return rows.flatMap(({ seriesId, said }) => said.map((each) => verdictOf(seriesId, each)));
}
