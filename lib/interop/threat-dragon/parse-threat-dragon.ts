import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { pointerStep } from "../origin.ts";
import { isObject, type JsonObject, listOf, objectOf } from "../supply-chain/json/parts.ts";
import { assembleDiagram } from "../threat-model/assemble-diagram.ts";
import type { DraftDiagram, DraftParticipant, ThreatModelDraft } from "../threat-model/draft.ts";
import { ModelIds, PartNames } from "../threat-model/model-ids.ts";
import { Notes } from "../threat-model/notes.ts";
import type { Tree } from "../threat-model/read-tree.ts";
import { OwnModel, ownKey, ownWordsOf } from "./own-words.ts";
import { readCell } from "./read-cell.ts";
import { type NamedCell, readParts } from "./read-diagram.ts";
import { ThreatReader } from "./read-threats.ts";

/** Far more than a diagram can hold, so that lines and text blocks find room too. */
const MOST_CELLS = 10_000;
const MODEL_KEYS = new Set(["version", "summary", "detail", ownKey]);
const SUMMARY_KEYS = new Set(["title", "owner", "description", "id"]);
const DETAIL_KEYS = new Set(["contributors", "diagrams", "diagramTop", "threatTop", "reviewer"]);
const DIAGRAM_KEYS = new Set(
  "id title description diagramType placeholder thumbnail version cells diagramJson size".split(" "),
);

/**
 * Reads an OWASP Threat Dragon model, version 2 or 1. Boxes become zones, by geometry; boundary lines and text blocks are
 * noted. An open threat is an accepted one: somebody wrote it down.
 *
 * Throws UnreadableImportError for what has no diagrams, and above the limits of a diagram.
 * Source: threat-dragon-v2.schema.json, threat-dragon-v1.schema.json.
 */
export function parseThreatDragon(tree: Tree): ThreatModelDraft {
  const notes = new Notes(tree.places);
  const model = objectOf(tree.value);
  const { summary, detail } = model;
  if (!isObject(summary)) return notes.refuse("/summary", 'A Threat Dragon model has a "summary"; this file has none.');
  if (!isObject(detail))
    return notes.refuse("/detail", 'A Threat Dragon model has a "detail" with its diagrams; this file has none.');
  if (detail.diagrams !== undefined && !Array.isArray(detail.diagrams))
    notes.refuse("/detail/diagrams", "The diagrams must be a list.");
  notes.rest(model, "", MODEL_KEYS);
  notes.rest(summary, "/summary", SUMMARY_KEYS);
  notes.rest(detail, "/detail", DETAIL_KEYS);
  const own = ownWordsOf(OwnModel, model);
  const ids = new ModelIds(notes);
  const readDiagrams = listOf(detail.diagrams).map((each, index) => readDiagram(each, index, { own, ids, notes }));
  const reader = new ThreatReader(ids, notes, new Set(own?.mitigations.map(({ externalId }) => externalId)));
  for (const mitigation of own?.mitigations ?? []) ids.take(mitigation.externalId, "mitigation", "");
  for (const { named } of readDiagrams) named.forEach((each) => reader.add(each));
  reader.finish();
  const name = notes.line(summary.title, "/summary/title");
  if (name === "") notes.add("warning", "/summary", 'The model has no title; it is called "Threat model".');
  return {
    externalId: own === undefined ? idOf(summary.id) : own.externalId,
    name: name === "" ? "Threat model" : name,
    description: notes.prose(summary.description, "/summary/description"),
    diagrams: readDiagrams.map(({ diagram }) => diagram),
    assumptions: own?.assumptions ?? [],
    threats: [...reader.threats, ...(own?.threats ?? [])],
    mitigations: [...(own?.mitigations ?? []), ...reader.mitigations],
    participants: participantsOf(summary, detail, notes),
    notCarried: notes.toArray(tree.warnings),
  };
}

function idOf(value: JsonValue | undefined): string | null {
  if (typeof value === "number") return value === 0 ? null : String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 300) : null;
}

function readDiagram(
  value: JsonValue,
  index: number,
  { own, ids, notes }: { own: OwnModel | undefined; ids: ModelIds; notes: Notes },
): { diagram: DraftDiagram; named: NamedCell[] } {
  const path = `/detail/diagrams${pointerStep(index)}`;
  if (!isObject(value)) return notes.refuse(path, "A diagram must be an object.");
  notes.rest(value, path, DIAGRAM_KEYS);
  const { diagramType } = value;
  if (typeof diagramType === "string" && !/^(?:stride|linddun|generic)$/i.test(diagramType))
    notes.add("info", `${path}/diagramType`, `The method ${quoted(diagramType)} is not kept.`);
  const isNew = Array.isArray(value.cells);
  const cellsPath = isNew ? `${path}/cells` : `${path}/diagramJson/cells`;
  const list = isNew ? listOf(value.cells) : listOf(objectOf(value.diagramJson).cells);
  if (list.length > MOST_CELLS)
    notes.refuse(
      cellsPath,
      `The diagram holds ${list.length} cells; at most ${MOST_CELLS} are possible. Split it.`,
      "too_large",
    );
  const cells = list
    .map((cell, at) => readCell(cell, cellsPath + pointerStep(at), notes))
    .filter((cell) => cell !== undefined);
  const names = new PartNames(ids);
  const { named, ...parts } = readParts(cells, names, notes);
  const name = notes.line(value.title, `${path}/title`);
  const raw = {
    externalId: ids.take(
      own?.diagrams[index] ??
        `diagram-${typeof value.id === "string" || typeof value.id === "number" ? value.id : index}`,
      `diagram-${index}`,
      path,
    ),
    name: name === "" ? `Diagram ${index + 1}` : name,
    description: notes.prose(value.description, `${path}/description`),
    path,
    measure: "diagram" as const,
    ...parts,
  };
  return { diagram: assembleDiagram(raw, notes), named: withoutDropped(named, raw.flows, parts.elements) };
}

/** Threats of a flow that is not kept stay with the model, about nothing in particular. */
function withoutDropped(
  named: NamedCell[],
  flows: readonly { externalId: string; sourceId: string; targetId: string }[],
  elements: readonly { externalId: string }[],
): NamedCell[] {
  const kept = new Set(elements.map(({ externalId }) => externalId));
  const dropped = new Set(
    flows.filter(({ sourceId, targetId }) => !kept.has(sourceId) || !kept.has(targetId)).map((flow) => flow.externalId),
  );
  return named.map((each) => (dropped.has(each.externalId) ? { ...each, isDropped: true } : each));
}

function participantsOf(summary: JsonObject, detail: JsonObject, notes: Notes): DraftParticipant[] {
  const people: DraftParticipant[] = [];
  const add = (value: JsonValue | undefined, path: string, role: DraftParticipant["role"]) => {
    const name = notes.line(value, path);
    if (name !== "") people.push({ name, role });
  };
  add(summary.owner, "/summary/owner", "owner");
  add(detail.reviewer, "/detail/reviewer", "reviewer");
  listOf(detail.contributors).forEach((each, index) =>
    add(objectOf(each).name, `/detail/contributors/${index}/name`, "contributor"),
  );
  return people;
}
