import { batchClassifier } from "./batch-classifier.ts";
import { federatedTraining } from "./federated-training.ts";
import { ragAssistant } from "./rag-assistant.ts";
import type { Template } from "./template.ts";
import { toolAgent } from "./tool-agent.ts";
import { vendorLlm } from "./vendor-llm.ts";
import { visionEdge } from "./vision-edge.ts";

/** Diagrams to start from, in the order in which they are offered. */
export const templates: readonly Template[] = [
  batchClassifier,
  ragAssistant,
  toolAgent,
  federatedTraining,
  vendorLlm,
  visionEdge,
];
