import type { GateTarget } from "../../lib/lifecycle/rules.ts";

/** What the demonstration's people attest, by criterion; any other criterion in the words of `otherwise`. */
export const northwindStatements: Readonly<Record<string, string>> = {
  otherwise: "Looked at in the model review of 12 November; the minutes are the evidence.",
  "robustness-tested":
    "Perturbed amounts and merchant categories within the limits of the payment scheme: recall falls by 1.8 points.",
  "fairness-tested": "Declines compared by age band and country of residence; the largest difference is 0.4 points.",
  "fallback-tested": "Scoring was switched to the rules engine for 20 minutes on 3 November; no payment was lost.",
  "oversight-set-up": "The fraud desk can overrule each decline, and can stop the model with one switch.",
  "monitoring-ready": "Score distribution, decline rate and latency alarm the fraud desk.",
};

type Story = {
  model: string;
  label: string;
  stage: GateTarget;
  /** How far the gate comes; "stuck" only asks for a waiver of what blocks. */
  until: "moved" | "revoked" | "stuck";
  note: string;
  reason: string;
};

/** What happened at the gates of the demonstration. */
export const northwindGates: readonly Story[] = [
  {
    model: "Card fraud GBM",
    label: "4.1.0",
    stage: "operation",
    until: "moved",
    note: "It was in use before we had gates. Everything that the criteria ask for is on file now.",
    reason: "Reviewed with the fraud desk.",
  },
  {
    model: "Payment text embeddings",
    label: "1.4",
    stage: "operation",
    until: "revoked",
    note: "It feeds three other models.",
    reason: "The base model's licence forbids use in credit decisions.",
  },
  {
    model: "Card fraud GBM",
    label: "4.2.0",
    stage: "deployment",
    until: "stuck",
    note: "",
    reason: "The measured values come with the October data, once its validation passes.",
  },
];
