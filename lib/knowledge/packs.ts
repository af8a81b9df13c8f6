import { aiThreats } from "./ai-threats.ts";
import { classicalThreats } from "./classical-threats.ts";
import type { ThreatPack } from "./schema.ts";

/** Threats to systems with AI. */
export const aiPack: ThreatPack = {
  format: "modelkeep-threat-pack/1",
  id: "modelkeep-ai",
  name: "AI threats",
  version: "1.0.0",
  description: "Threats to data, training, models, retrieval, agents and the people around them.",
  threats: [...aiThreats],
};

/** Threats to any software. */
export const classicalPack: ThreatPack = {
  format: "modelkeep-threat-pack/1",
  id: "modelkeep-classical",
  name: "Classical threats",
  version: "1.0.0",
  description: "STRIDE and LINDDUN for every kind of element and for flows.",
  threats: [...classicalThreats],
};

/** What comes with the product; both are on unless a threat model says otherwise. */
export const builtInPacks: readonly ThreatPack[] = [aiPack, classicalPack];
