import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { type ImportProblem, quoted, UnreadableImportError } from "../import-problem.ts";
import type { TextPlace } from "../line-index.ts";
import { pointerStep } from "../origin.ts";
import { exactNumber } from "./exact-number.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "./yaml-node.ts";
import type { YamlSource } from "./yaml-source.ts";

type Path = { parent: Path; step: string | number } | undefined;
type Reader = YamlSource & {
  place: (offset: number) => TextPlace;
  warnings: ImportProblem[];
  anchors: Map<string, YamlNode | "open">;
  aliasCount: number;
};
type AnyNode = ParsedNode | Alias.Parsed | null;

/**
 * Turns a composed document into plain nodes with places. Refuses what would be read differently by different programs
 * (a key twice, a key that is not text), what grows when expanded, and text a database cannot store.
 * Unknown tags and merge keys are warnings: the tagged value is read as it stands, `<<` stays an ordinary key.
 */
export function toYamlNode(
  contents: ParsedNode,
  source: YamlSource & { place: Reader["place"] },
): { root: YamlNode; warnings: ImportProblem[] } {
  const reader: Reader = { ...source, warnings: [], anchors: new Map(), aliasCount: 0 };
  return { root: readNode(reader, contents, undefined, 0), warnings: reader.warnings };
}

function readNode(reader: Reader, node: AnyNode, path: Path, depth: number): YamlNode {
  if (depth > reader.limits.maxDepth) {
    fail(reader, node, path, `The ${reader.what} is nested more than ${reader.limits.maxDepth} levels deep.`);
  }
  if (node === null)
    return { kind: "scalar", value: null, text: "", size: 1, height: 0, line: reader.firstLine, column: 1 };
  if (isAlias(node)) return readAlias(reader, node, path, depth);
  const anchor = node.anchor;
  if (anchor !== undefined) reader.anchors.set(anchor, "open");
  warnAboutTag(reader, node, path);
  const read = isMap(node)
    ? readMap(reader, node, path, depth)
    : isSeq(node)
      ? readList(reader, node, path, depth)
      : undefined;
  const result = read ?? readScalar(reader, node as Scalar.Parsed, path);
  if (result.size > reader.limits.maxExpandedSize) {
    fail(
      reader,
      node,
      path,
      `The ${reader.what} grows too large when its aliases (*name) are expanded. Write the values out.`,
    );
  }
  if (anchor !== undefined) reader.anchors.set(anchor, result);
  return result;
}

function readAlias(reader: Reader, node: Alias.Parsed, path: Path, depth: number): YamlNode {
  reader.aliasCount += 1;
  if (reader.aliasCount > reader.limits.maxAliases) {
    fail(
      reader,
      node,
      path,
      `The ${reader.what} uses more than ${reader.limits.maxAliases} aliases (*name). Write the values out.`,
    );
  }
  const target = reader.anchors.get(node.source);
  if (target === undefined) {
    fail(
      reader,
      node,
      path,
      `The alias *${quoted(node.source)} names nothing above it. If "*" is meant as text, use quotes.`,
    );
  }
  if (target === "open")
    fail(reader, node, path, `The alias *${quoted(node.source)} stands inside the value it names.`);
  if (depth + target.height > reader.limits.maxDepth) {
    fail(reader, node, path, `The ${reader.what} is nested more than ${reader.limits.maxDepth} levels deep.`);
  }
  return target;
}

function readList(reader: Reader, node: YAMLSeq.Parsed, path: Path, depth: number): YamlNode {
  const items = node.items.map((item, step) => readNode(reader, item as AnyNode, { parent: path, step }, depth + 1));
  return { kind: "list", items, ...measure(items, 0), ...reader.place(node.range[0]) };
}

function readMap(reader: Reader, node: YAMLMap.Parsed, path: Path, depth: number): YamlNode {
  const entries: YamlEntry[] = [];
  const lineOfKey = new Map<string, number>();
  let keySize = 0;
  for (const pair of node.items) {
    const key = readKey(reader, pair.key, node, path);
    const at = reader.place(pair.key.range[0]);
    const step = { parent: path, step: key };
    const before = lineOfKey.get(key);
    if (before !== undefined) {
      const advice = "Programs differ in which value they take: keep one.";
      fail(reader, pair.key, step, `The key ${quoted(key)} stands twice (first on line ${before}). ${advice}`);
    }
    lineOfKey.set(key, at.line);
    keySize += key.length;
    const value = pair.value === null ? nothingAt(at) : readNode(reader, pair.value, step, depth + 1);
    entries.push({ key, ...at, value });
  }
  return {
    kind: "map",
    entries,
    ...measure(
      entries.map((entry) => entry.value),
      keySize,
    ),
    ...reader.place(node.range[0]),
  };
}

function readKey(reader: Reader, key: AnyNode, map: YAMLMap.Parsed, path: Path): string {
  if (key === null || !isScalar(key)) {
    const template = "If this is a template, fill in its {{ … }} places first; otherwise put the text in quotes.";
    fail(reader, key ?? map, path, `A list, a mapping or an alias stands where a key is expected. ${template}`);
  }
  warnAboutTag(reader, key, path);
  const text = typeof key.value === "string" ? key.value : (key.source ?? "");
  refuseUnstorable(reader, key, path, text);
  if (text === "__proto__") fail(reader, key, path, 'The key "__proto__" is not allowed. Rename it.');
  if (text === "<<") warn(reader, key, path, 'The merge key "<<" is not applied; it is kept as an ordinary field.');
  return text;
}

function readScalar(reader: Reader, node: Scalar.Parsed, path: Path): YamlScalar {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  refuseUnstorable(reader, node, path, text);
  return {
    kind: "scalar",
    value: scalarValue(reader, node, path, text),
    text,
    size: text.length + 1,
    height: 0,
    ...reader.place(node.range[0]),
  };
}

function scalarValue(reader: Reader, node: Scalar.Parsed, path: Path, text: string): YamlScalar["value"] {
  const { value } = node;
  if (value === null || typeof value === "boolean") return value;
  if (typeof value !== "number") return text;
  const isVersion = typeof path?.step === "string" && /version/i.test(path.step);
  if (isVersion && String(value) !== text) return text;
  const exact = exactNumber(text, value);
  if (exact !== undefined) return exact;
  warn(reader, node, path, `${quoted(text)} cannot be kept exactly as a number; it is kept as text.`, "info");
  return text;
}

function measure(children: YamlNode[], keySize: number): { size: number; height: number } {
  let size = 1 + keySize;
  let height = 0;
  for (const child of children) {
    size += child.size;
    height = Math.max(height, child.height + 1);
  }
  return { size, height };
}

function nothingAt(at: TextPlace): YamlScalar {
  return { kind: "scalar", value: null, text: "", size: 1, height: 0, ...at };
}

function warnAboutTag(reader: Reader, node: ParsedNode, path: Path): void {
  const tag = node.tag;
  if (tag === undefined || tag === "!" || /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/.test(tag)) return;
  warn(reader, node, path, `The tag ${quoted(tag)} is not interpreted; the value is read as it stands.`);
}

function refuseUnstorable(reader: Reader, node: ParsedNode, path: Path, text: string): void {
  if (!/\0|\p{Surrogate}/u.test(text)) return;
  fail(reader, node, path, "The value holds a NUL or half a character (written as an escape). Remove the escape.");
}

function pointer(path: Path): string {
  const steps: string[] = [];
  for (let at = path; at !== undefined; at = at.parent) steps.push(pointerStep(String(at.step).slice(0, 100)));
  return steps.reverse().join("");
}

function warn(
  reader: Reader,
  node: ParsedNode,
  path: Path,
  message: string,
  severity: "warning" | "info" = "warning",
): void {
  if (reader.warnings.length >= 200) return;
  reader.warnings.push({ severity, path: pointer(path), ...reader.place(node.range[0]), message });
}

function fail(reader: Reader, node: AnyNode, path: Path, message: string): never {
  const at = reader.place(node?.range[0] ?? 0);
  throw new UnreadableImportError("unreadable", [{ severity: "error", path: pointer(path), ...at, message }]);
}
