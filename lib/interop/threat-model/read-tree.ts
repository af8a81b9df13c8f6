import { type ImportProblem, UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { TextPlace } from "../line-index.ts";
import { locatePointers } from "../supply-chain/json/locate-pointers.ts";
import { readJson } from "../supply-chain/json/read-json.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { entryOf, toJson, type YamlNode } from "../yaml/yaml-node.ts";

/** Largest threat model, in bytes. */
export const maxThreatModelBytes = 8_000_000;

const jsonLimits = { maxDepth: 60, maxValues: 2_000_000 };
const yamlLimits = {
  maxLength: maxThreatModelBytes,
  maxParts: 500_000,
  maxDepth: 60,
  maxAliases: 1000,
  maxExpandedSize: 2 * maxThreatModelBytes,
};

/** A JSON or YAML document as JSON, and where its pointers are. */
export type Tree = {
  value: JsonValue;
  warnings: ImportProblem[];
  places: (pointers: readonly string[]) => ReadonlyMap<string, TextPlace>;
};

/** Whether a text means to be JSON: nothing else of ours starts with a brace or bracket. */
export function isJsonText(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/**
 * Reads JSON, or YAML when the text does not start like JSON. Throws UnreadableImportError with line and JSON pointer for
 * what is neither, and above 60 levels.
 */
export function readTree(text: string): Tree {
  if (isJsonText(text)) {
    const { value, warnings } = readJson(text, jsonLimits);
    return { value, warnings, places: (pointers) => locatePointers(text, pointers) };
  }
  const { root, warnings } = readYaml(text, { what: "file", firstLine: 1, limits: yamlLimits });
  if (root === undefined) {
    const message = "The file holds nothing but comments.";
    throw new UnreadableImportError("unreadable", [{ severity: "error", path: "", line: 1, column: 1, message }]);
  }
  const places = (pointers: readonly string[]) => new Map(pointers.map((pointer) => [pointer, placeIn(root, pointer)]));
  return { value: toJson(root), warnings, places };
}

/** The place of a pointer's key or item, or of the nearest part that is there. */
function placeIn(root: YamlNode, pointer: string): TextPlace {
  let place: TextPlace = { line: root.line, column: root.column };
  let node: YamlNode | undefined = root;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const entry: { line: number; column: number; value: YamlNode } | undefined = entryOf(node, key);
    const item: YamlNode | undefined = node.kind === "list" ? node.items[Number(key)] : undefined;
    const found: { line: number; column: number } | undefined = entry ?? item;
    node = entry?.value ?? item;
    if (found === undefined || node === undefined) break;
    place = { line: found.line, column: found.column };
  }
  return place;
}
