import data from "./data/ai-threats.json";
import { Threat } from "./schema.ts";

/** Threats to systems with AI, AIT-001 to AIT-095, in our own words. */
export const aiThreats: readonly Threat[] = Threat.array().parse(data);
