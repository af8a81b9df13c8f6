import { quoted } from "../import-problem.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { assembleDiagram } from "../threat-model/assemble-diagram.ts";
import type { DraftAssumption, ThreatModelDraft } from "../threat-model/draft.ts";
import { ModelIds } from "../threat-model/model-ids.ts";
import { Notes } from "../threat-model/notes.ts";
import type { Tree } from "../threat-model/read-tree.ts";
import { itemsOf } from "../threat-model/items-of.ts";
import { PartReader } from "./read-parts.ts";
import { readThreats } from "./read-threats.ts";

const MODEL_KEYS = new Set(
  "$schema version scope description frozen diagrams trust_zones trust_boundaries actors components data_stores data_sets data_flows assumptions threat_personas threats controls risks".split(
    " ",
  ),
);

const validity = { unconfirmed: "open", confirmed: "confirmed", rejected: "wrong" } as const;

/**
 * Reads a model of the OWASP Threat Model Library (TM-BOM 1.0). It states no places, so the diagram is laid out in rows;
 * data sets are told where they are stored; personas become the sources of threats, controls mitigations, risks the
 * likelihood and impact of their threats.
 *
 * Throws UnreadableImportError for what has no scope, and above the limits of a diagram.
 * Source: threat-model.schema.json of the OWASP Threat Model Library, 1.0.2.
 */
export function parseTmBom(tree: Tree): ThreatModelDraft {
  const notes = new Notes(tree.places);
  const model = objectOf(tree.value);
  const { scope } = model;
  if (!isObject(scope)) return notes.refuse("/scope", 'A TM-BOM model has a "scope"; this file has none.');
  notes.rest(model, "", MODEL_KEYS);
  notes.rest(scope, "/scope", new Set(["title", "description"]));
  for (const { json, path } of itemsOf(model, "diagrams", notes))
    notes.add(
      "info",
      path,
      `The drawing ${quoted(textOf(json.title) ?? "")} (${textOf(json.type) ?? "no type"}) is not kept; the parts are.`,
    );
  for (const { json, path } of itemsOf(model, "trust_boundaries", notes)) {
    const ends = [json.trust_zone_a, json.trust_zone_b].map((end) => quoted(textOf(end) ?? "")).join(" and ");
    notes.add("info", path, `How access is controlled between ${ends} is not kept; crossings follow from the zones.`);
  }
  const ids = new ModelIds(notes);
  const reader = new PartReader(ids, notes);
  reader.read(model);
  const name = notes.line(scope.title, "/scope/title");
  const title = name === "" ? "Threat model" : name;
  const { zones, elements, flows } = reader;
  const raw = { externalId: ids.take("diagram", "diagram", ""), name: title, description: "", path: "/components" };
  const isEmpty = zones.length === 0 && elements.length === 0;
  const diagrams = isEmpty ? [] : [assembleDiagram({ ...raw, measure: "zone", zones, elements, flows }, notes)];
  return {
    externalId: null,
    name: title,
    description: notes.prose(scope.description ?? model.description, "/scope/description"),
    diagrams,
    assumptions: assumptionsOf(model, reader, notes),
    ...readThreats(model, (part) => reader.find(part), notes),
    participants: [],
    notCarried: notes.toArray(tree.warnings),
  };
}

function assumptionsOf(model: JsonObject, reader: PartReader, notes: Notes): DraftAssumption[] {
  const kept: DraftAssumption[] = [];
  itemsOf(model, "assumptions", notes).forEach(({ json, path }, index) => {
    notes.rest(json, path, new Set(["description", "validity", "topics"]));
    const text = notes.line(json.description, `${path}/description`, 2000);
    if (text === "") return;
    const topics = listOf(json.topics).map((topic) => reader.find(topic));
    const [aboutId] = topics.filter((id) => id !== undefined);
    if (topics.length > (aboutId === undefined ? 0 : 1))
      notes.add(
        "info",
        `${path}/topics`,
        "An assumption is about one part or about everything; further topics are not kept.",
      );
    const word = textOf(json.validity) ?? "unconfirmed";
    const state = Object.hasOwn(validity, word) ? validity[word as keyof typeof validity] : "open";
    kept.push({ externalId: `assumption-${index + 1}`, text, aboutId: aboutId ?? null, state, validUntil: null });
  });
  return kept;
}
