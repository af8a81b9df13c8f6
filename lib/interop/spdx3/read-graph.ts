import { quoted, UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { locatePointers } from "../supply-chain/json/locate-pointers.ts";
import { isObject, type JsonObject, listOf, textOf } from "../supply-chain/json/parts.ts";

/** One element of the graph: its type without the profile's prefix, and its id. */
export type SpdxElement = { id: string; type: string; json: JsonObject; pointer: string };

/** The elements in the order of the file, and by id; of an id given twice the first. */
export type SpdxGraph = { specVersion: string; elements: SpdxElement[]; byId: Map<string, SpdxElement> };

/**
 * The elements of an SPDX 3.0 document in JSON-LD, as SPDX writes it: `@context` and `@graph`, or one element alone. Other
 * contexts, and 2.x, are refused with their place. Throws UnreadableImportError.
 */
export function readGraph(value: JsonValue, text: string, findings: Findings): SpdxGraph {
  const refuse = (path: string, message: string): never => {
    const place = locatePointers(text, [path]).get(path) ?? { line: 1, column: 1 };
    throw new UnreadableImportError("unreadable", [{ severity: "error", path, ...place, message }]);
  };
  if (!isObject(value)) return refuse("", "An SPDX 3 document is a JSON object with @context and @graph.");
  if (typeof value.spdxVersion === "string")
    return refuse(
      "/spdxVersion",
      `This is ${quoted(value.spdxVersion)}. Only SPDX 3.0 can be read; convert the file first.`,
    );
  const contexts = listOf(Array.isArray(value["@context"]) ? value["@context"] : [value["@context"] ?? null]);
  const isSpdx = contexts.some(
    (each) => typeof each === "string" && /^https:\/\/spdx\.org\/rdf\/3\.0\.\d+\//.test(each),
  );
  if (!isSpdx) return refuse("/@context", 'The "@context" must be that of SPDX 3.0: https://spdx.org/rdf/3.0.1/….');
  const graph = value["@graph"];
  if (graph !== undefined && !Array.isArray(graph))
    return refuse("/@graph", 'The "@graph" must be a list of elements.');
  const read: SpdxGraph = { specVersion: "3.0", elements: [], byId: new Map() };
  if (graph === undefined) addElement(read, value, "", findings);
  for (const [index, each] of listOf(graph).entries()) addElement(read, each, `/@graph/${index}`, findings);
  const info = read.elements.find(({ type }) => type === "CreationInfo");
  read.specVersion = textOf(info?.json.specVersion) ?? read.specVersion;
  return read;
}

function addElement(graph: SpdxGraph, value: JsonValue, pointer: string, findings: Findings): void {
  if (!isObject(value)) {
    findings.add("error", pointer, "An element must be an object.");
    return;
  }
  const type = textOf(value.type) ?? textOf(value["@type"]);
  if (type === undefined) {
    findings.add("error", pointer, 'An element needs a "type", such as ai_AIPackage or Relationship.');
    return;
  }
  const id = textOf(value.spdxId) ?? textOf(value["@id"]) ?? pointer;
  const element = { id, type, json: value, pointer };
  graph.elements.push(element);
  if (graph.byId.has(id)) {
    findings.add("warning", pointer, `The id ${quoted(id)} is given more than once; references lead to the first.`);
  } else graph.byId.set(id, element);
}
