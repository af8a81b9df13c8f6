import { sayP } from "../words/say-p.ts";
import { sayShare } from "../words/say-share.ts";
import type { SteadyRise } from "./steady-rise.ts";

/** A slow change in words with its numbers; `rolling` is the distance to the last weeks. */
export function describeSlow(rise: SteadyRise, rolling: number | null): string {
  const near = rolling === null ? "stays near the last weeks" : `is only ${rolling.toFixed(2)} from the last weeks`;
  return (
    `The distance to the frozen reference crept from ${rise.from.toFixed(2)} to ${rise.to.toFixed(2)} over ${rise.days} days ` +
    `(trend ${sayP(rise.p)}, at most ${sayShare(rise.largestPart)} of it within three days), while it ${near}. ` +
    `A baseline is poisoned like this; a slow change of the world looks the same.`
  );
}
