import { z } from "../../zod.ts";
import { quoted } from "../import-problem.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { assembleDiagram } from "../threat-model/assemble-diagram.ts";
import type { DraftDiagram, ThreatModelDraft } from "../threat-model/draft.ts";
import { Notes } from "../threat-model/notes.ts";
import type { Tree } from "../threat-model/read-tree.ts";
import { metadataOf, OwnModel, ownWordsOf } from "./own-words.ts";
import { isOwnCarrier, ItemReader } from "./read-items.ts";

const MODEL_KEYS = new Set(
  "schema applicationInfo architecture dataflow assumptions mitigations assumptionLinks mitigationLinks threats".split(
    " ",
  ),
);
const OwnCarrier = z.strictObject({ model: OwnModel });

/**
 * Reads a Threat Composer model, version 1. It has no diagram, so threats are about everything; pictures are noted. Throws
 * UnreadableImportError for what is no such model. Source: threat-composer-v1.schema.json.
 */
export function parseThreatComposer(tree: Tree): ThreatModelDraft {
  const notes = new Notes(tree.places);
  const model = objectOf(tree.value);
  if (typeof model.schema !== "number")
    notes.refuse("/schema", 'A Threat Composer model states its "schema" as a number; this file does not.');
  if (model.schema !== 1)
    notes.add("warning", "/schema", "This is not version 1 of Threat Composer; it is read as if it were.");
  for (const key of ["threats", "mitigations", "assumptions"])
    if (model[key] !== undefined && !Array.isArray(model[key]))
      notes.refuse(`/${key}`, `${quoted(key)} must be a list.`);
  notes.rest(model, "", MODEL_KEYS);
  const info = objectOf(model.applicationInfo);
  notes.rest(info, "/applicationInfo", new Set(["name", "description"]));
  const own = ownModelOf(model);
  const name = notes.line(info.name, "/applicationInfo/name");
  const stated = textOf(info.description) ?? "";
  const isSame = own !== undefined && own.printed.description === stated;
  const reader = new ItemReader(model, notes);
  const mitigations = reader.mitigations();
  return {
    externalId: own?.externalId ?? null,
    name: name === "" ? "Threat model" : name,
    description: isSame ? own.description : describe(model, stated, notes),
    diagrams: (own?.diagrams ?? []).map((diagram) => assembleOwn(diagram, notes)),
    assumptions: reader.assumptions(),
    threats: reader.threats(),
    mitigations,
    participants: own?.participants ?? [],
    notCarried: notes.toArray(tree.warnings),
  };
}

function ownModelOf(model: JsonObject): z.infer<typeof OwnModel> | undefined {
  for (const each of listOf(model.assumptions)) {
    const { values } = metadataOf(objectOf(each), "");
    if (isOwnCarrier(values)) return ownWordsOf(OwnCarrier, values)?.model;
  }
  return undefined;
}

/** A diagram that we printed, checked like one of any other file. */
function assembleOwn({ content, ...diagram }: DraftDiagram, notes: Notes): DraftDiagram {
  const path = "/assumptions";
  return assembleDiagram(
    {
      ...diagram,
      path,
      measure: "zone",
      zones: content.zones.map(({ x, y, width, height, ...zone }) => ({ ...zone, box: { x, y, width, height }, path })),
      elements: content.elements.map(({ x, y, width, height, ...each }) => ({
        ...each,
        box: { x, y, width, height },
        path,
      })),
      flows: content.flows.map((flow) => ({ ...flow, path })),
    },
    notes,
  );
}

/** The description, with what is said of architecture and data flow below it. */
function describe(model: JsonObject, stated: string, notes: Notes): string {
  const texts = [stated.trim()];
  for (const [key, heading] of [
    ["architecture", "Architecture"],
    ["dataflow", "Data flow"],
  ] as const) {
    const part = objectOf(model[key]);
    notes.rest(part, `/${key}`, new Set(["description", "image"]));
    const image = textOf(part.image);
    if (image !== undefined) {
      const size = Math.ceil(image.length / 1000);
      notes.add(
        "warning",
        `/${key}/image`,
        `A picture (${size} kB) is not kept. Attach it to the model, or draw it as a diagram.`,
      );
    }
    const text = textOf(part.description);
    if (text !== undefined) texts.push(`## ${heading}\n\n${text.trim()}`);
  }
  return notes.prose(texts.filter((text) => text !== "").join("\n\n"), "/applicationInfo/description");
}
