import { laterCriteria } from "./default-criteria-later.ts";
import type { Criterion } from "./policy-schema.ts";
import type { WrittenCriterion } from "./written-criterion.ts";

/** Criteria from design to validation. */
const earlyCriteria: readonly WrittenCriterion[] = [
  {
    id: "owner-active",
    title: "An active person answers for the model",
    why: "Questions, decisions and incidents need somebody who can act.",
    source: "NIST AI RMF GOVERN 2.1",
    gates: ["data_sourcing", "training", "validation", "deployment", "operation"],
    facts: ["inventory.owner"],
  },
  {
    id: "purpose-stated",
    title: "The purpose is stated",
    why: "What a model is meant for decides which risks matter and which data it may use.",
    source: "NIST AI RMF MAP 1.1; EU AI Act Art. 9(2)",
    gates: ["data_sourcing"],
    facts: ["inventory.purpose"],
  },
  {
    id: "sensitivity-stated",
    title: "The sensitivity is stated by a person",
    why: "How strict every later gate is depends on it.",
    source: "NIST AI RMF MAP 1.5",
    gates: ["data_sourcing", "deployment"],
    facts: ["inventory.sensitivity"],
  },
  {
    id: "ethics-reviewed",
    title: "Effects on people are considered",
    why: "Who could be harmed, excluded or misled is cheapest to change before anything is built.",
    source: "NIST AI RMF MAP 5.1; ISO/IEC 42001 A.5.4",
    gates: ["data_sourcing"],
    from: "confidential",
    blocksFrom: "restricted",
  },
  {
    id: "data-legal-basis",
    title: "The data may be used for this purpose",
    why: "Terms, consent and law of the sources must allow training; it cannot be taken out of a model afterwards.",
    source: "EU AI Act Art. 10(2)(b); GDPR Art. 6",
    gates: ["training"],
    blocksFrom: "internal",
  },
  {
    id: "training-data-linked",
    title: "The training data is recorded",
    why: "Without it nobody can say what a poisoned or withdrawn source affects.",
    source: "EU AI Act Art. 10(2); MITRE ATLAS AML.M0025",
    gates: ["training", "deployment"],
    facts: ["inventory.training_data"],
    blocksFrom: "internal",
  },
  {
    id: "training-data-provenance",
    title: "Every training dataset version has a digest, a source and a licence",
    why: "A digest shows that the data is what was looked at; source and licence show that it may be used.",
    source: "EU AI Act Art. 10(2); OWASP ML02; MITRE ATLAS AML.M0025",
    gates: ["training", "validation", "deployment", "operation"],
    facts: ["inventory.training_data_provenance"],
    blocksFrom: "internal",
  },
  {
    id: "personal-data-stated",
    title: "Each dataset says whether it holds personal data",
    why: "Duties towards people, and the harm of a leak, depend on it.",
    source: "EU AI Act Art. 10(5); GDPR Art. 5; NIST AI RMF MEASURE 2.10",
    gates: ["training", "deployment"],
    facts: ["inventory.personal_data"],
    blocksFrom: "internal",
  },
  {
    id: "training-data-validated",
    title: "The training data is validated",
    why: "Errors, outliers and planted examples are found before the model learns them.",
    source: "EU AI Act Art. 10(3); OWASP ML02; AISVS C1",
    gates: ["training"],
    facts: ["inventory.training_data_validated"],
    blocksFrom: "confidential",
  },
  {
    id: "training-isolated",
    title: "Training runs in a controlled, isolated environment",
    why: "Who can write there can change the model without anybody noticing.",
    source: "OWASP ML10; MITRE ATLAS AML.M0005; EU AI Act Art. 15(5)",
    gates: ["training"],
    from: "confidential",
    blocksFrom: "confidential",
  },
  {
    id: "run-recorded",
    title: "Code and training run are recorded",
    why: "A result that cannot be made again cannot be examined.",
    source: "NIST AI RMF MEASURE 2.1; ISO/IEC 42001 A.6.2.3",
    gates: ["validation"],
    facts: ["inventory.run"],
    blocksFrom: "confidential",
  },
  {
    id: "artifacts-listed",
    title: "At least one artifact is listed",
    why: "A gate decides about files, not about names.",
    source: "MITRE ATLAS AML.M0023",
    gates: ["validation", "deployment", "operation"],
    facts: ["inventory.artifacts"],
  },
  {
    id: "artifact-digests",
    title: "The digest of each artifact is recorded",
    why: "Only a digest shows that the file that runs is the file that was approved.",
    source: "MITRE ATLAS AML.M0014; OWASP ML10; AISVS C3",
    gates: ["validation", "deployment", "operation"],
    facts: ["inventory.artifact_digests"],
  },
];

function complete(written: WrittenCriterion): Criterion {
  const { facts = [], evidence = facts.length === 0, from, blocksFrom, gates, ...words } = written;
  const blocking = blocksFrom === undefined ? {} : { sensitivityFrom: blocksFrom ?? undefined };
  return {
    ...words,
    gates: [...gates],
    facts: [...facts],
    evidence,
    enabled: true,
    applies: from === undefined ? {} : { sensitivityFrom: from },
    blocks: blocksFrom === null ? null : blocking,
    own: false,
  };
}

/** The criteria that come with the product, in the order of the lifecycle. */
export const defaultCriteria: readonly Criterion[] = [...earlyCriteria, ...laterCriteria].map(complete);
