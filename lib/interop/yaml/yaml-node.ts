import type { JsonValue } from "../json-value.ts";

/** Where a node starts in the file, and how large it is with every alias expanded (characters + nodes) and how deep (a scalar is 0). */
type NodeFacts = { line: number; column: number; size: number; height: number };

/** A scalar; `text` is what the file says ("0x1F", "2024-01-01"), for quoted text the text itself. */
export type YamlScalar = NodeFacts & { kind: "scalar"; value: string | number | boolean | null; text: string };
export type YamlList = NodeFacts & { kind: "list"; items: YamlNode[] };
export type YamlEntry = { key: string; line: number; column: number; value: YamlNode };
export type YamlMap = NodeFacts & { kind: "map"; entries: YamlEntry[] };

/** A YAML document as plain data with places. Aliases share the node they name, so the tree is a graph without cycles. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** The node as JSON, aliases expanded (bounded by the node's `size`). */
export function toJson(node: YamlNode): JsonValue {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toJson);
  const object: { [key: string]: JsonValue } = {};
  for (const entry of node.entries) object[entry.key] = toJson(entry.value);
  return object;
}

/** The entry of a mapping with this key. */
export function entryOf(node: YamlNode, key: string): YamlEntry | undefined {
  return node.kind === "map" ? node.entries.find((entry) => entry.key === key) : undefined;
}
