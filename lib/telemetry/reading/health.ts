import type { z } from "../../zod.ts";
import type { DriftCell, DriftMatrix, SignalDto, Telemetry } from "../schema.ts";
import { isJudged } from "../rules.ts";
import type { Range } from "./range.ts";
import { labelled } from "./signal-dto.ts";
import { counterOf } from "./traffic-points.ts";

type Health = Telemetry["health"][number];

/** Why nothing is known of the drift of columns that came, null when something is or there are none. Without a reference nothing is judged. */
export function notJudged(cells: readonly DriftCell[], hasReference: boolean): string | null {
  const are = (status: DriftCell["status"]) => cells.some((cell) => cell.status === status);
  if (cells.length === 0 || are("constant") || cells.some(({ status }) => isJudged(status))) return null;
  if (!hasReference || are("no_reference")) return "there is no reference to judge drift by";
  return are("not_enough_data") ? "too little came to judge drift" : "drift is not judged yet";
}

/** How the model was in each step of the range: the worst of what is known, in words. */
export function healthOf(read: {
  matrix: DriftMatrix;
  traffic: ReadonlyMap<number, readonly number[]>;
  signals: readonly z.input<typeof SignalDto>[];
  range: Range;
  hasReference: boolean;
}): Health[] {
  const { matrix, range } = read;
  const events = new Map<number, number>();
  for (const [at, counters] of read.traffic) {
    const column = Math.floor((at - range.from) / range.stepMs);
    events.set(column, (events.get(column) ?? 0) + counterOf(counters, "events"));
  }
  const grave = read.signals.filter(({ severity }) => severity === "critical" || severity === "high");
  return matrix.columns.map((at, column): Health => {
    const here = grave.find((signal) => {
      const time = Date.parse(signal.at);
      return time >= at && time < at + range.stepMs;
    });
    if (here !== undefined) {
      return { at, state: here.kind === "silence" ? "silent" : "alert", words: labelled(here, here.words) };
    }
    const drifted = matrix.rows.filter(({ cells }) => cells[column]?.status === "drifted");
    if (drifted.length > 0) {
      const names = drifted.slice(0, 3).map(({ feature }) => feature);
      return { at, state: "drift", words: `Drift of ${names.join(", ")}${drifted.length > 3 ? " and others" : ""}` };
    }
    const cells = matrix.rows.flatMap((row) => row.cells[column] ?? []);
    const measured = cells.some(({ n }) => n > 0);
    if ((events.get(column) ?? 0) === 0 && !measured) return { at, state: "no_data", words: "Nothing came" };
    const open = notJudged(cells, read.hasReference);
    return open === null
      ? { at, state: "good", words: "Nothing unusual" }
      : { at, state: "unjudged", words: `Nothing unusual, but ${open}` };
  });
}
