import { answer, type Answer } from "../answer.ts";
import { normalUpperQuantile } from "../special/normal-quantile.ts";
import { isCount } from "./is-count.ts";

export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A share with Wilson's score interval (1927) at the given level, by default 0.95, without continuity correction.
 * "not_enough_data" for a total of 0.
 */
export function wilsonInterval(count: number, total: number, level = 0.95): Answer<ShareInterval> {
  if (!isCount(count) || !isCount(total) || count > total) return { status: "invalid_input" };
  if (!(level > 0 && level < 1)) return { status: "invalid_input" };
  if (total === 0) return { status: "not_enough_data" };
  const z = normalUpperQuantile((1 - level) / 2);
  const share = count / total;
  const centre = (count + (z * z) / 2) / (total + z * z);
  const half = (z / (total + z * z)) * Math.sqrt(share * (1 - share) * total + (z * z) / 4);
  return answer({
    share,
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === total ? 1 : Math.min(1, centre + half),
  });
}
