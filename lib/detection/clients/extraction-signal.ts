import { behaviourEvidence, type BehaviourEvidence } from "./behaviour-evidence.ts";
import { behaviourSignal } from "./behaviour-signal.ts";
import type { ClientQuestion } from "./client-window.ts";
import { ATLAS, type SecuritySignal } from "./security-signal.ts";

/**
 * Whether a client copies the model: many queries, hardly any twice, all labels alike, close to the boundary, in series
 * of near-copies (Tramèr et al. 2016; Juuti et al. 2019). A high rate alone is no extraction. Null without anything to
 * compare with.
 */
export function extractionSignal(
  question: ClientQuestion,
  known: BehaviourEvidence = behaviourEvidence(question),
): SecuritySignal | null {
  const { rate, distinct, evenness, margin, variants, numbers } = known;
  return behaviourSignal(
    "extraction",
    [rate, distinct, evenness, margin, variants],
    [distinct, evenness, margin, variants],
    { techniques: [ATLAS.exfiltration, ATLAS.extraction], evidence: numbers },
  );
}
