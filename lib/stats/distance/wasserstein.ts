import { answer, type Answer } from "../answer.ts";
import { cumulativeSteps, type Weighted } from "./cumulative-steps.ts";

/**
 * Wasserstein-1, the area between the two distribution functions, in the unit of the values (Ramdas, García Trillos and
 * Cuturi 2017, equation 3). Weighted samples are allowed.
 */
export function wasserstein(left: Weighted, right: Weighted): Answer<{ distance: number }> {
  const compared = cumulativeSteps(left, right);
  if (compared.status !== "ok") return compared;
  return answer({
    distance: compared.steps.reduce((sum, { width, difference }) => sum + width * Math.abs(difference), 0),
  });
}
