import type { z } from "../../zod.ts";
import type { DriftMatrix, SignalDto, Telemetry } from "../schema.ts";
import type { Range } from "./range.ts";
import { labelled } from "./signal-dto.ts";
import { counterOf } from "./traffic-points.ts";

type Health = Telemetry["health"][number];

/** How the model was in each step of the range: the worst of what is known, in words. */
export function healthOf(read: {
  matrix: DriftMatrix;
  traffic: ReadonlyMap<number, readonly number[]>;
  signals: readonly z.input<typeof SignalDto>[];
  range: Range;
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
    const measured = matrix.rows.some(({ cells }) => (cells[column]?.n ?? 0) > 0);
    if ((events.get(column) ?? 0) === 0 && !measured) return { at, state: "no_data", words: "Nothing came" };
    return { at, state: "good", words: "Nothing unusual" };
  });
}
