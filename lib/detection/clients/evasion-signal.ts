import { behaviourEvidence, type BehaviourEvidence } from "./behaviour-evidence.ts";
import { behaviourSignal } from "./behaviour-signal.ts";
import type { ClientQuestion } from "./client-window.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/**
 * Whether a client searches for inputs that the model gets wrong: answers near the decision boundary, reached by small
 * changes of one input (Brendel, Rauber and Bethge 2018). Null without peers to compare with.
 */
export function evasionSignal(
  question: ClientQuestion,
  known: BehaviourEvidence = behaviourEvidence(question),
): SecuritySignal | null {
  const { margin, variants, numbers } = known;
  return behaviourSignal("evasion", [margin, variants], [margin, variants], {
    techniques: [ATLAS.evasion, ATLAS.adversarialData],
    evidence: numbers,
  });
}
