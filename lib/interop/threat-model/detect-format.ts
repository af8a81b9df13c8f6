import type { JsonValue } from "../json-value.ts";
import { isObject, type JsonObject } from "../supply-chain/json/parts.ts";

export const threatModelFormats = ["threat-dragon", "otm", "threat-composer", "tm-bom", "mermaid"] as const;
export type ThreatModelFormat = (typeof threatModelFormats)[number];

/** Whether a text means to be a Mermaid diagram: its first word behind front matter, directives and comments. */
export function isMermaidText(text: string): boolean {
  const head = text.slice(0, 100_000).replace(/^\uFEFF/, "");
  const body = /^\s*---[ \t]*\r?\n/.test(head) ? head.replace(/^\s*---[^]*?\n---[ \t]*\r?\n/, "") : head;
  const lines = body.split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== "" && !/^\s*%%/.test(line)) ?? "";
  return /^\s*(?:graph|flowchart(?:-elk)?)(?:\s|;|$)/.test(first);
}

/** Which format of threat models a JSON or YAML value is; undefined for none of them. Version 1 and 2 of Threat Dragon are one. */
export function formatOf(value: JsonValue): Exclude<ThreatModelFormat, "mermaid"> | undefined {
  if (!isObject(value)) return undefined;
  const has = (...keys: string[]) => keys.every((key) => value[key] !== undefined);
  if (has("otmVersion") || has("project", "trustZones")) return "otm";
  if (has("summary") && (has("detail") || isThreatDragonHead(value))) return "threat-dragon";
  if (has("scope") && (has("trust_zones") || has("data_flows") || has("components"))) return "tm-bom";
  if (typeof value.schema === "number" || has("threats", "mitigationLinks")) return "threat-composer";
  return undefined;
}

function isThreatDragonHead({ summary, version }: JsonObject): boolean {
  return isObject(summary) && typeof version === "string";
}
