import { compareCells } from "../../detection/drift/compare-cells.ts";
import { rateChange } from "../../stats/counts/rate-change.ts";
import { DRIFT_DEFAULTS } from "../../detection/defaults.ts";
import type { TriageQuestion } from "../../detection/triage/triage-drift.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import { cellsName } from "../reference-row.ts";
import { GROUP_PLACES, groupCounts, groupOf, NO_VALUE, placeOf } from "../states/client-groups.ts";
import type { FeatureState } from "../states/feature-state.ts";

/** So many of the busiest clients are left out, one after the other. */
export const BUSIEST = 3;

type Without = NonNullable<TriageQuestion["withoutTop"]>;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function inPlaces(column: ReferenceColumn, counts: readonly number[], nulls: number): number[] {
  const places = Array.from({ length: GROUP_PLACES }, () => 0);
  counts.forEach((count, cell) => {
    const place = placeOf(column.type, counts.length, cell);
    places[place] = (places[place] ?? 0) + count;
  });
  places[NO_VALUE] = nulls;
  return places;
}

type Change = { effect: number; p: number };

/** Effect (a multiple of its floor) and p over places; null when too few values are left to say. */
function changeOf(reference: readonly number[], current: readonly number[], part: "values" | "nulls"): Change | null {
  const { floors, leastN, leastExpected } = DRIFT_DEFAULTS;
  if (part === "nulls") {
    const [before, after] = [sum(reference), sum(current)];
    if (before < leastN || after < leastN) return null;
    const change = rateChange(
      { count: reference[NO_VALUE] ?? 0, total: before },
      { count: current[NO_VALUE] ?? 0, total: after },
    );
    return change.status === "ok" ? { effect: Math.abs(change.change) / floors.share, p: change.p } : null;
  }
  const [before, after] = [reference.slice(0, NO_VALUE), current.slice(0, NO_VALUE)];
  if (sum(before) < leastN || sum(after) < leastN) return null;
  const { js, p } = compareCells({ reference: before, current: after }, leastExpected);
  return js === null ? null : { effect: js.corrected / floors.js, p };
}

/** Below this share of what is worth a word a distance is too much noise to see what takes it away. */
const LEAST_WHOLE = 0.3;

/**
 * What would be left of a drift of this effect (a multiple of its floor) without the busiest clients of the hours that a
 * state is of: the fewest of at most three without whom it is no longer worth a word, else those without whom it is smallest.
 * Groups are left out as a whole, so that some other clients go with them; `share` says how much of the events that is. The
 * effect goes down as the Jensen–Shannon distance (or the change of the share of missing values) over the places of groups
 * does. Clients are keyed hashes, the busiest first. Null when no group was counted or too little is left to say.
 */
export function withoutClients(
  state: FeatureState,
  against: { column: ReferenceColumn; referenceId: string },
  drift: { effect: number; part: "values" | "nulls" },
  clients: readonly Uint8Array[],
): Without | null {
  const name = cellsName(against.referenceId);
  const groups = state.groups.get(name);
  const cells = state.cells.get(name);
  if (groups === undefined || cells?.length !== against.column.counts.length) return null;
  const reference = inPlaces(against.column, against.column.counts, against.column.nulls);
  const rest = inPlaces(against.column, [...cells], state.nulls);
  const all = sum(rest);
  const whole = changeOf(reference, rest, drift.part);
  if (whole === null || whole.effect < LEAST_WHOLE) return null;
  const byGroup = groupCounts(groups);
  const left = new Set<number>();
  let best: Without | null = null;
  for (const [index, client] of clients.slice(0, BUSIEST).entries()) {
    const group = groupOf(client);
    if (!left.has(group)) {
      byGroup[group]?.forEach((count, place) => (rest[place] = Math.max(0, (rest[place] ?? 0) - count)));
    }
    left.add(group);
    const remaining = changeOf(reference, rest, drift.part);
    if (remaining === null) break;
    const { p } = remaining;
    const effect = (drift.effect * remaining.effect) / whole.effect;
    if (best === null || effect < best.effect) best = { effect, p, clients: index + 1, share: 1 - sum(rest) / all };
    if (effect < 1 || p >= DRIFT_DEFAULTS.alpha) break;
  }
  return best;
}
