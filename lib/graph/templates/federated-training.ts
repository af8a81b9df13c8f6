import type { Template } from "./template.ts";

const [A, B, C, D] = [120, 392, 664, 904];

/** Several parties train one model without handing out their data. */
export const federatedTraining: Template = {
  id: "federated_training",
  name: "Federated training",
  description: "Several parties train one model together; data stays where it is, updates travel.",
  zones: {
    first: { name: "Hospital A", trust: 2, box: [16, 0, 240, 320] },
    second: { name: "Hospital B", trust: 2, box: [288, 0, 240, 320] },
    third: { name: "Partner", trust: 1, box: [560, 0, 240, 320] },
    centre: { name: "Coordinator", trust: 3, box: [16, 400, 1032, 320] },
  },
  elements: {
    dataA: {
      kind: "dataset",
      name: "Patient records A",
      zone: "first",
      at: [A, 40],
      yes: ["personal_data", "special_category_data", "sensitive"],
    },
    trainA: {
      kind: "training_pipeline",
      name: "Local training A",
      zone: "first",
      at: [A, 200],
      yes: ["federated"],
    },
    dataB: {
      kind: "dataset",
      name: "Patient records B",
      zone: "second",
      at: [B, 40],
      yes: ["personal_data", "special_category_data", "sensitive"],
    },
    trainB: {
      kind: "training_pipeline",
      name: "Local training B",
      zone: "second",
      at: [B, 200],
      yes: ["federated"],
    },
    dataC: { kind: "dataset", name: "Study data", zone: "third", at: [C, 40], yes: ["third_party_data"] },
    trainC: {
      kind: "training_pipeline",
      name: "Partner training",
      zone: "third",
      at: [C, 200],
      yes: ["federated", "external_contributors"],
    },
    users: { kind: "actor", name: "Clinicians", at: [D, 200] },
    aggregator: {
      kind: "training_pipeline",
      name: "Aggregation",
      zone: "centre",
      at: [B, 448],
      yes: ["federated"],
      no: ["personal_data"],
    },
    check: { kind: "guardrail", name: "Update check", zone: "centre", at: [A, 448] },
    ledger: { kind: "logs", name: "Round log", zone: "centre", at: [A, 584] },
    artifact: { kind: "model_artifact", name: "Global model", zone: "centre", at: [B, 584], yes: ["high_value_ip"] },
    evaluation: { kind: "evaluation", name: "Evaluation", zone: "centre", at: [C, 584] },
    registry: { kind: "model_registry", name: "Model registry", zone: "centre", at: [D, 584] },
    endpoint: {
      kind: "inference_endpoint",
      name: "Diagnosis support",
      zone: "centre",
      at: [D, 448],
      yes: ["predictive", "affects_individuals"],
    },
  },
  flows: [
    { ends: ["dataA", "trainA"], name: "" },
    { ends: ["dataB", "trainB"], name: "" },
    { ends: ["dataC", "trainC"], name: "" },
    { ends: ["trainA", "check"], name: "update", yes: ["public_network"], no: ["encrypted_false"] },
    { ends: ["trainB", "aggregator"], name: "update", both: true, yes: ["public_network"], no: ["encrypted_false"] },
    { ends: ["trainC", "aggregator"], name: "update", yes: ["public_network", "signed_false"] },
    { ends: ["check", "aggregator"], name: "" },
    { ends: ["check", "ledger"], name: "rounds" },
    { ends: ["aggregator", "artifact"], name: "weights" },
    { ends: ["artifact", "evaluation"], name: "" },
    { ends: ["evaluation", "registry"], name: "" },
    { ends: ["registry", "endpoint"], name: "release" },
    { ends: ["users", "endpoint"], name: "findings", both: true },
  ],
  assumptions: [
    "A single party cannot see the updates of another.",
    "A malicious party holds fewer than a third of the seats.",
  ],
};
