import type { JsonObject } from "../supply-chain/json/parts.ts";
import type { DraftParticipant, PrintedThreatModel, ThreatModelDraft } from "../threat-model/draft.ts";
import { type CellThreats, printCells } from "./print-cells.ts";
import { isOpen, printThreat } from "./print-threats.ts";
import { ownKey } from "./own-words.ts";

const VERSION = "2.5.0";

/**
 * Prints a model as OWASP Threat Dragon version 2, valid against its schema. What Threat Dragon has no place for stands in
 * members named "modelkeep", so that reading the file gives the model back; `notCarried` says what Threat Dragon does not show.
 */
export function printThreatDragon(draft: ThreatModelDraft): PrintedThreatModel {
  const { threatsAt, loose } = attach(draft);
  const notCarried = [
    ...loose.map(({ externalId }) => ({
      externalId,
      message: "Threat Dragon shows threats at elements and flows only, so not this one.",
    })),
    ...draft.assumptions.map(({ externalId }) => ({ externalId, message: "Threat Dragon has no assumptions." })),
  ];
  const model: JsonObject = {
    version: VERSION,
    summary: {
      title: draft.name,
      owner: nameOf(draft.participants, "owner"),
      description: draft.description,
      ...(draft.externalId !== null && draft.externalId.length >= 2 ? { id: draft.externalId } : { id: 0 }),
    },
    detail: {
      contributors: draft.participants.filter(({ role }) => role === "contributor").map(({ name }) => ({ name })),
      diagrams: draft.diagrams.map((diagram, index) => ({
        id: index,
        title: diagram.name,
        description: diagram.description,
        diagramType: "STRIDE",
        placeholder: "",
        thumbnail: "./public/content/images/thumbnail.stride.jpg",
        version: VERSION,
        cells: printCells(diagram, threatsAt),
      })),
      diagramTop: draft.diagrams.length,
      reviewer: nameOf(draft.participants, "reviewer"),
      threatTop: draft.threats.length,
    },
    [ownKey]: {
      externalId: draft.externalId,
      diagrams: draft.diagrams.map(({ externalId }) => externalId),
      threats: loose,
      assumptions: draft.assumptions,
      mitigations: draft.mitigations,
    },
  };
  return { text: `${JSON.stringify(model, null, 2)}\n`, notCarried };
}

/** The threats at each part, and those that are at none. */
function attach(draft: ThreatModelDraft): { threatsAt: CellThreats; loose: ThreatModelDraft["threats"] } {
  const mitigations = new Map(draft.mitigations.map((mitigation) => [mitigation.externalId, mitigation]));
  const parts = new Set(
    draft.diagrams.flatMap(({ content }) =>
      [...content.zones, ...content.elements, ...content.flows].map(({ externalId }) => externalId),
    ),
  );
  const at = new Map<string, { json: JsonObject; open: boolean }[]>();
  const loose: ThreatModelDraft["threats"] = [];
  draft.threats.forEach((threat, index) => {
    const targets = threat.targets.filter((id) => parts.has(id));
    if (targets.length === 0) loose.push({ ...threat, targets });
    const json = printThreat({ ...threat, targets }, index + 1, mitigations);
    for (const id of targets) at.set(id, [...(at.get(id) ?? []), { json, open: isOpen(threat) }]);
  });
  const threatsAt: CellThreats = (id) => {
    const threats = at.get(id) ?? [];
    return { threats: threats.map(({ json }) => json), hasOpenThreats: threats.some(({ open }) => open) };
  };
  return { threatsAt, loose };
}

function nameOf(people: readonly DraftParticipant[], role: DraftParticipant["role"]): string {
  return people.find((person) => person.role === role)?.name ?? "";
}
