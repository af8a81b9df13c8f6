import type { RecordKind } from "@/lib/imports/schema.ts";
import { nodeLabels, nodePlurals } from "@/lib/inventory/assets/rules.ts";

/** Kinds of records of a file as people call them: one, and many. */
export const kindLabels: Readonly<Record<RecordKind, string>> = {
  ...nodeLabels,
  threat_model: "Threat model",
  diagram: "Diagram",
  zone: "Zone",
  element: "Element",
  flow: "Flow",
  assumption: "Assumption",
  threat: "Threat",
};

export const kindPlurals: Readonly<Record<RecordKind, string>> = {
  ...nodePlurals,
  threat_model: "Threat models",
  diagram: "Diagrams",
  zone: "Zones",
  element: "Elements",
  flow: "Flows",
  assumption: "Assumptions",
  threat: "Threats",
};
