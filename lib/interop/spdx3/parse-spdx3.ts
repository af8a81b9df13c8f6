import { quoted } from "../import-problem.ts";
import { readText } from "../read-text.ts";
import { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { ParsedSupply, SupplyReading, SupplyRecord } from "../supply-chain/draft.ts";
import { findCycles } from "../supply-chain/find-cycles.ts";
import { Findings } from "../supply-chain/json/findings.ts";
import { locatePointers } from "../supply-chain/json/locate-pointers.ts";
import { listOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { readJson } from "../supply-chain/json/read-json.ts";
import { AGENTS, SpdxRecords } from "./add-records.ts";
import { addRelationships } from "./add-relationships.ts";
import { readGraph, type SpdxElement, type SpdxGraph } from "./read-graph.ts";

/** Largest SPDX document, in bytes. */
export const maxSpdx3Bytes = 64_000_000;

/**
 * Reads an SPDX 3.0 document (JSON-LD, AI and Dataset profiles) into the neutral draft. AI packages become models with a
 * version, dataset packages datasets with a version, software packages components, agents that supply something vendors.
 * Files that belong to a model become its artifacts; what relationships say becomes links. Elements that are no records of
 * their own are whole in `unknown`. An error among the problems means that an element could not be read.
 *
 * Throws UnreadableImportError (`too_large`, `unreadable`) with line and JSON pointer. Source: SPDX 3.0.1 specification.
 */
export function parseSpdx3(source: string | Uint8Array, reading: SupplyReading): ParsedSupply {
  const text = readText(source, reading.maxBytes ?? maxSpdx3Bytes);
  const { value, warnings } = readJson(text);
  const findings = new Findings();
  const graph = readGraph(value, text, findings);
  const builder = new DraftBuilder("spdx3", reading, findings);
  const kept = fill(graph, builder, findings);
  const places = locatePointers(text, [
    ...builder.pointers(),
    ...findings.pointers(),
    ...kept.map(({ pointer }) => pointer),
  ]);
  const unknown = kept.map(({ pointer, json }) => ({ pointer, value: json, line: places.get(pointer)?.line ?? 1 }));
  return {
    draft: { ...builder.finish(places), unknown },
    problems: findings.problems(places, warnings),
    losses: findings.losses(places),
  };
}

/** Fills the builder; gives the elements that are no records of their own. */
function fill(graph: SpdxGraph, builder: DraftBuilder, findings: Findings): SpdxElement[] {
  const records = new SpdxRecords(graph, builder, findings);
  records.addAll();
  addRelationships(graph, records, builder);
  addSuppliers(graph, records, builder, findings);
  for (const cycle of findCycles(builder.links())) {
    const named = cycle.slice(0, 5).map((key) => quoted(builder.get(key)?.name ?? key));
    findings.add("warning", "", `These need each other in a circle: ${[...named, named[0] ?? ""].join(" → ")}.`);
  }
  return graph.elements.filter((element) => !records.isKept(element));
}

function addSuppliers(graph: SpdxGraph, records: SpdxRecords, builder: DraftBuilder, findings: Findings): void {
  for (const element of [...graph.elements]) {
    const main = records.mainOf(element.id);
    const { suppliedBy, originatedBy } = element.json;
    const given = textsOf(suppliedBy ?? null);
    const ids =
      given.length > 0
        ? given
        : listOf(originatedBy)
            .map(textOf)
            .filter((id) => id !== undefined);
    if (main === undefined || AGENTS.has(element.type)) continue;
    for (const id of ids) {
      const vendor: SupplyRecord | undefined = records.vendor(id);
      if (vendor !== undefined) builder.link(main, "supplied_by", vendor);
      else if (!graph.byId.has(id))
        findings.lose(`${element.pointer}/suppliedBy`, `Nothing in the file has the id ${quoted(id)}.`);
    }
  }
}
