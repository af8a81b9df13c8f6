import { sayNumber } from "../words/say-number.ts";
import { sayP } from "../words/say-p.ts";
import type { Expectation } from "./expect-next.ts";
import type { PointScore } from "./score-point.ts";

const BASES = {
  hour_of_week: "the same hour of the last weeks",
  last_day: "the last 24 hours",
} as const;

/** Why a point has its p, in words with numbers. */
export function explainPoint(value: number, { expected, basis }: Expectation, score: PointScore): string {
  const between = `between ${sayNumber(score.low)} and ${sayNumber(score.high)}`;
  const compared = `compared with ${BASES[basis]}, ${sayP(score.p)}`;
  if (score.cause === "flat") return `${sayNumber(value)} came again and again without a change, ${sayP(score.p)}.`;
  if (score.cause === "run" && score.run < 1) {
    const side = score.side > 0 ? "above" : "below";
    return `Values have been ${side} the expected ${sayNumber(expected)} for some time, now ${sayNumber(value)}, ${compared}.`;
  }
  return `${sayNumber(value)} where ${sayNumber(expected)} was expected, ${between}, ${compared}.`;
}
