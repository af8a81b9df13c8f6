import { answer, type Answer } from "../answer.ts";
import { cumulativeSteps, type Weighted } from "./cumulative-steps.ts";

/**
 * The energy distance √(2 E|X−Y| − E|X−X′| − E|Y−Y′|) of two weighted samples, which in one dimension is
 * √(2 ∫ (F − G)²) (Székely and Rizzo 2013). Its unit is the root of that of the values.
 */
export function energyDistance(left: Weighted, right: Weighted): Answer<{ distance: number }> {
  const compared = cumulativeSteps(left, right);
  if (compared.status !== "ok") return compared;
  return answer({
    distance: Math.sqrt(
      2 * compared.steps.reduce((sum, { width, difference }) => sum + width * difference * difference, 0),
    ),
  });
}
