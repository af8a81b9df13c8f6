import { quoted } from "../import-problem.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { assembleDiagram } from "../threat-model/assemble-diagram.ts";
import type { DraftDiagram, DraftParticipant, ThreatModelDraft } from "../threat-model/draft.ts";
import { ModelIds } from "../threat-model/model-ids.ts";
import { Notes } from "../threat-model/notes.ts";
import type { Tree } from "../threat-model/read-tree.ts";
import { OwnDiagram, OwnModel, ownWordsOf } from "./own-words.ts";
import { itemsOf } from "../threat-model/items-of.ts";
import { noteAttributes, PartReader } from "./read-parts.ts";
import { ThreatReader } from "./read-threats.ts";

const MODEL_KEYS = new Set(
  "otmVersion project representations assets trustZones components dataflows threats mitigations".split(" "),
);
const PROJECT_KEYS = new Set(["name", "id", "description", "owner", "attributes"]);
const REPRESENTATION_KEYS = new Set(["name", "id", "type", "description", "size", "attributes"]);

type Shown = { id: string | undefined; name: string; own: { description: string } | undefined; path: string };

/**
 * Reads an Open Threat Model (OTM 0.2, 0.1), JSON or YAML. Places count from the zone or component that a part lies in, as
 * they do here. Several diagrams are one, except in a file that was printed here.
 *
 * Throws UnreadableImportError for what has no project, for cyclic nesting, and above the limits of a diagram.
 * Source: otm_schema.json (OTM 0.2.0).
 */
export function parseOtm(tree: Tree): ThreatModelDraft {
  const notes = new Notes(tree.places);
  const model = objectOf(tree.value);
  const { project } = model;
  if (!isObject(project)) return notes.refuse("/project", 'An OTM file has a "project"; this file has none.');
  notes.rest(model, "", MODEL_KEYS);
  notes.rest(project, "/project", PROJECT_KEYS);
  noteAttributes({ json: project, path: "/project" }, notes);
  const version = textOf(model.otmVersion) ?? "";
  if (!/^0\.[12]\b/.test(version))
    notes.add("warning", "/otmVersion", `OTM ${quoted(version)} is read as if it were 0.2; check what came of it.`);
  const shown = readRepresentations(model, notes);
  const ids = new ModelIds(notes);
  const reader = new PartReader(ids, notes, new Set(shown.flatMap(({ id }) => (id === undefined ? [] : [id]))));
  reader.read(model);
  for (const { json, path } of itemsOf(model, "assets", notes))
    notes.add(
      "info",
      path,
      `The asset ${quoted(textOf(json.name) ?? "")} is not kept; a dataset in the inventory can take its place.`,
    );
  const name = notes.line(project.name, "/project/name");
  const diagrams = diagramsOf(shown, reader, { ids, notes, name: name === "" ? "Diagram" : name });
  const zones = new Set(reader.zones.map(({ externalId }) => externalId));
  const own = ownWordsOf(OwnModel, project.attributes);
  const externalId = own === undefined ? (textOf(project.id)?.trim().slice(0, 300) ?? null) : own.externalId;
  return {
    externalId,
    name: name === "" ? "Threat model" : name,
    description: notes.prose(project.description, "/project/description"),
    diagrams,
    assumptions: own?.assumptions ?? [],
    ...new ThreatReader(notes).read(model, withoutDropped(reader, diagrams), zones),
    participants: own?.participants ?? ownerOf(project, notes),
    notCarried: notes.toArray(tree.warnings),
  };
}

function readRepresentations(model: JsonObject, notes: Notes): Shown[] {
  const shown: Shown[] = [];
  for (const part of itemsOf(model, "representations", notes)) {
    const { json, path } = part;
    noteAttributes(part, notes);
    if (json.type === "diagram") {
      notes.rest(json, path, REPRESENTATION_KEYS);
      const own = ownWordsOf(OwnDiagram, json.attributes);
      shown.push({ id: textOf(json.id), name: notes.line(json.name, `${path}/name`), own, path });
    } else {
      notes.add("info", path, `The representation ${quoted(textOf(json.name) ?? "")} is no diagram and is not kept.`);
    }
  }
  return shown;
}

function diagramsOf(
  shown: readonly Shown[],
  reader: PartReader,
  { ids, notes, name }: { ids: ModelIds; notes: Notes; name: string },
): DraftDiagram[] {
  const isEmpty = reader.zones.length === 0 && reader.elements.length === 0 && reader.flows.length === 0;
  const own = shown.filter((each) => each.own !== undefined);
  if (own.length === 0 && isEmpty) return [];
  const chosen: Shown[] = own.length > 0 ? own : [shown[0] ?? { id: undefined, name, own: undefined, path: "" }];
  const known = new Set(chosen.map(({ id }) => id));
  return chosen.map((each, index) => {
    const isHere = <T extends { shownIn: string | undefined }>({ shownIn }: T) =>
      chosen.length === 1 || shownIn === each.id || (index === 0 && !known.has(shownIn));
    const strip = <T extends { shownIn: string | undefined }>({ shownIn: _, ...part }: T) => part;
    const raw = {
      externalId: ids.take(each.id, "diagram", each.path),
      name: each.name === "" ? name : each.name,
      description: each.own?.description ?? "",
      path: each.path,
      measure: "zone" as const,
      zones: reader.zones.filter(isHere).map(strip),
      elements: reader.elements.filter(isHere).map(strip),
      flows: reader.flows.filter(isHere).map(strip),
    };
    return assembleDiagram(raw, notes);
  });
}

/** Threats of flows that are not kept are about nothing in particular. */
function withoutDropped(reader: PartReader, diagrams: readonly DraftDiagram[]): PartReader["threatened"] {
  const kept = new Set(
    diagrams.flatMap(({ content }) => [...content.elements, ...content.flows].map(({ externalId }) => externalId)),
  );
  return reader.threatened.filter(({ externalId }) => kept.has(externalId));
}

function ownerOf(project: JsonObject, notes: Notes): DraftParticipant[] {
  const name = notes.line(project.owner, "/project/owner");
  return name === "" ? [] : [{ name, role: "owner" }];
}
