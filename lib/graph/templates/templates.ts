import { ragAssistant } from "./rag-assistant.ts";
import type { Template } from "./template.ts";

/** Diagrams to start from, in the order in which they are offered. */
export const templates: readonly Template[] = [ragAssistant];
