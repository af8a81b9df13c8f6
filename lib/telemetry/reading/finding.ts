import type { z } from "../../zod.ts";
import type { DriftMatrix, SignalDto, Telemetry } from "../schema.ts";
import { notJudged } from "./health.ts";
import { labelled } from "./signal-dto.ts";

/** What matters most, in a sentence: silence, the gravest signal, drift, or that nothing is unusual. */
export function findingOf(read: {
  name: string;
  state: Telemetry["state"];
  signals: readonly z.input<typeof SignalDto>[];
  matrix: DriftMatrix;
  hasReference: boolean;
}): string {
  const { name, state, signals, matrix } = read;
  if (state === "no_data") return `${name} has sent no telemetry yet`;
  if (state === "silent") return `${name} has fallen silent`;
  const [gravest] = signals;
  if (gravest !== undefined && (gravest.severity === "critical" || gravest.severity === "high")) {
    if (gravest.kind === "drift") return `Inputs of ${name} drifted: ${gravest.words.split(": ")[0] ?? ""}`;
    return labelled(gravest, gravest.words.split(/(?<=[.!?])\s/)[0]?.replace(/\.$/, "") ?? "");
  }
  const [worst] = matrix.rows;
  if (matrix.drifted > 0 && worst !== undefined) {
    const others = matrix.drifted - 1;
    return others === 0
      ? `${worst.feature} of ${name} has drifted`
      : `${worst.feature} and ${others} more of ${matrix.features} features of ${name} have drifted`;
  }
  if (gravest !== undefined) return `${gravest.label} at ${name}, nothing grave`;
  if (state === "warm_up") return `${name} has begun to send; there is not enough history yet to judge it`;
  const open = notJudged(
    matrix.rows.flatMap(({ cells }) => cells),
    read.hasReference,
  );
  return open === null ? `${name} behaves as usual` : `Nothing unusual at ${name}, but ${open}`;
}
