import type { WitnessDetail } from "./schema.ts";

/** How a witness stands, from good to bad; "contradicts" has seen another log and stops the sealing. */
export type Standing =
  "cosigning" | "paused" | "waiting" | "behind" | "slow" | "down" | "misconfigured" | "contradicts";

type Known = Pick<WitnessDetail, "state" | "cosigned" | "attempt">;

/** What the worker notes of a failed attempt (lib/audit/witness-round.ts, witness-client.ts) by how it begins or reads. */
const readings: readonly [RegExp, Standing][] = [
  [/^It has seen another log|^It says that it has seen/, "contradicts"],
  [/did not answer completely within/, "slow"],
  [/^It answered 40[0134]|^Its key is not one|private or reserved network/, "misconfigured"],
];

/** How a witness stands towards the newest published checkpoint of `size` entries. */
export function standingOf({ state, cosigned, attempt }: Known, size: number): Standing {
  if (state === "paused") return "paused";
  const problem = attempt?.problem ?? null;
  if (problem !== null) return readings.find(([pattern]) => pattern.test(problem))?.[1] ?? "down";
  if (cosigned === null) return "waiting";
  return cosigned.size >= size ? "cosigning" : "behind";
}
