import type { JsonValue } from "../json-value.ts";
import type { JsonObject } from "../supply-chain/json/parts.ts";
import type {
  DraftAssumption,
  DraftMitigation,
  DraftThreat,
  PrintedThreatModel,
  ThreatModelDraft,
} from "../threat-model/draft.ts";
import { severityOfThreat } from "../threat-model/severity-of.ts";
import { strideLetters } from "../threat-model/threat-words.ts";
import { ownKey } from "./own-words.ts";
import { uuidOf } from "./uuid-of.ts";

const threatStatuses = {
  suggested: "threatIdentified",
  accepted: "threatIdentified",
  mitigated: "threatResolved",
  accepted_risk: "threatResolved",
  not_applicable: "threatResolvedNotUseful",
} as const satisfies Record<DraftThreat["state"], string>;

const mitigationStatuses = {
  planned: "mitigationIdentified",
  in_progress: "mitigationInProgress",
  in_place: "mitigationResolved",
  rejected: "mitigationResolvedWillNotAction",
} as const satisfies Record<DraftMitigation["state"], string>;

/** Threat Composer joins things by ids of 36 characters. */
const idOf = (externalId: string) => (externalId.length === 36 ? externalId : uuidOf(externalId));

const metadata = (key: string, value: JsonValue): JsonObject => ({ key, value });

/**
 * Prints a model as Threat Composer version 1, valid against its schema. Diagrams and what else has no place stand as JSON
 * in metadata named "custom:modelkeep", so that reading the file gives the model back; `notCarried` says what Threat
 * Composer does not show. Texts that are too long for it are cut there.
 */
export function printThreatComposer(draft: ThreatModelDraft): PrintedThreatModel {
  const notCarried: PrintedThreatModel["notCarried"] = [];
  for (const { externalId } of draft.diagrams)
    notCarried.push({ externalId, message: "Threat Composer has pictures, no diagrams of parts." });
  for (const { externalId, targets } of draft.threats)
    if (targets.length > 0)
      notCarried.push({ externalId, message: "Threat Composer does not say what a threat is at." });
  const known = new Set(draft.mitigations.map(({ externalId }) => externalId));
  const model: JsonObject = {
    schema: 1,
    applicationInfo: { name: draft.name, description: draft.description },
    architecture: {},
    dataflow: {},
    assumptions: [...draft.assumptions.map(printAssumption), carrier(draft)],
    mitigations: draft.mitigations.map(printMitigation),
    assumptionLinks: [],
    mitigationLinks: draft.threats.flatMap(({ externalId, mitigations }) =>
      mitigations.filter((id) => known.has(id)).map((id) => ({ mitigationId: idOf(id), linkedId: idOf(externalId) })),
    ),
    threats: draft.threats.map(printThreat),
  };
  return { text: `${JSON.stringify(model, null, 2)}\n`, notCarried };
}

/** The assumption that carries what belongs to the model. */
function carrier(draft: ThreatModelDraft): JsonObject {
  const { externalId, description, diagrams, participants } = draft;
  const own = { externalId, description, diagrams, participants, printed: { description } };
  return {
    id: idOf(`modelkeep ${draft.name}`),
    numericId: draft.assumptions.length + 1,
    displayOrder: draft.assumptions.length + 1,
    content: "The diagrams of this model are kept in Modelkeep; this entry carries them back.",
    metadata: [metadata(ownKey, JSON.stringify({ model: own }))],
  };
}

function printAssumption(assumption: DraftAssumption, index: number): JsonObject {
  const content = cut(assumption.text, 1000);
  return {
    id: idOf(assumption.externalId),
    numericId: index + 1,
    displayOrder: index + 1,
    content,
    metadata: [metadata(ownKey, JSON.stringify({ ...assumption, printed: { content } }))],
  };
}

function printMitigation(mitigation: DraftMitigation, index: number): JsonObject {
  const content = cut(mitigation.title, 1000);
  const status = mitigationStatuses[mitigation.state];
  const comments = cut(mitigation.description, 1000);
  return {
    id: idOf(mitigation.externalId),
    numericId: index + 1,
    displayOrder: index + 1,
    content,
    status,
    metadata: [
      ...(comments === "" ? [] : [metadata("Comments", comments)]),
      metadata(ownKey, JSON.stringify({ ...mitigation, printed: { content, status } })),
    ],
  };
}

function printThreat(threat: DraftThreat, index: number): JsonObject {
  const severity = severityOfThreat(threat);
  const priority = severity === undefined ? "" : severity === "critical" ? "High" : sentence(severity);
  const statement = cut(threat.description === "" ? threat.title : threat.description, 1400).trim();
  const status = threatStatuses[threat.state];
  const { grammar } = threat;
  return {
    id: idOf(threat.externalId),
    numericId: index + 1,
    displayOrder: index + 1,
    statement,
    status,
    tags: threat.references.filter((id) => id.length <= 30),
    ...(grammar === null
      ? {}
      : {
          threatSource: cut(grammar.source, 200),
          prerequisites: cut(grammar.prerequisites, 200),
          threatAction: cut(grammar.action, 200),
          threatImpact: cut(grammar.impact, 200),
          impactedAssets: grammar.asset === "" ? [] : [cut(grammar.asset, 200)],
        }),
    metadata: [
      ...(threat.stride.length === 0
        ? []
        : [
            metadata(
              "STRIDE",
              threat.stride.map((name) => strideLetters[name]),
            ),
          ]),
      ...(priority === "" ? [] : [metadata("Priority", priority)]),
      metadata(ownKey, JSON.stringify({ ...threat, printed: { statement, status, priority } })),
    ],
  };
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
