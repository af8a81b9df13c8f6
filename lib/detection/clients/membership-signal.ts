import { behaviourEvidence, type BehaviourEvidence } from "./behaviour-evidence.ts";
import { behaviourSignal } from "./behaviour-signal.ts";
import type { ClientQuestion } from "./client-window.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/**
 * Whether a client asks who was in the training data: the same inputs again and again, answered with very high
 * confidence (Shokri et al. 2017). Confidence alone says nothing. Null without peers to compare with.
 */
export function membershipSignal(
  question: ClientQuestion,
  known: BehaviourEvidence = behaviourEvidence(question),
): SecuritySignal | null {
  const { repeats, confident, numbers } = known;
  return behaviourSignal("membership", [repeats, confident], [repeats], {
    techniques: [ATLAS.exfiltration, ATLAS.membership],
    evidence: numbers,
  });
}
