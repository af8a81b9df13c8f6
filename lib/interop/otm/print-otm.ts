import type { JsonObject } from "../supply-chain/json/parts.ts";
import type {
  DraftDiagram,
  DraftElement,
  DraftFlow,
  DraftMitigation,
  DraftThreat,
  DraftZone,
  PrintedThreatModel,
  ThreatModelDraft,
} from "../threat-model/draft.ts";
import { strideLabels } from "../threat-model/threat-words.ts";
import { mitigationWords, threatWords } from "./otm-words.ts";
import { ownKey } from "./own-words.ts";

const own = (value: JsonObject): JsonObject => ({ [ownKey]: value });

/** Where components stand that are in no zone. */
const OUTSIDE = "outside-of-all-zones";

/**
 * Prints a model as OTM 0.2.0 in JSON, valid against its schema. What OTM has no place for stands in attributes named
 * "modelkeep", so that reading the file gives the model back; `notCarried` says what other tools do not see.
 */
export function printOtm(draft: ThreatModelDraft): PrintedThreatModel {
  const printer = new Printer(draft);
  const model: JsonObject = {
    otmVersion: "0.2.0",
    project: {
      name: draft.name,
      id: draft.externalId ?? "modelkeep",
      description: draft.description,
      owner: draft.participants.find(({ role }) => role === "owner")?.name ?? null,
      attributes: own({
        externalId: draft.externalId,
        assumptions: draft.assumptions,
        participants: draft.participants,
      }),
    },
    representations: draft.diagrams.map(({ externalId, name, description }) => ({
      id: externalId,
      name,
      type: "diagram",
      size: { width: 2000, height: 1500 },
      attributes: own({ description }),
    })),
    trustZones: printer.zones(),
    components: draft.diagrams.flatMap((diagram) =>
      diagram.content.elements.map((each) => printer.element(each, diagram)),
    ),
    dataflows: draft.diagrams.flatMap((diagram) => diagram.content.flows.map((each) => printer.flow(each))),
    threats: draft.threats.map(printThreat),
    mitigations: draft.mitigations.map(({ externalId, title, description, state }) => ({
      id: externalId,
      name: title,
      description,
      riskReduction: 0,
      attributes: own({ state }),
    })),
  };
  return { text: `${JSON.stringify(model, null, 2)}\n`, notCarried: printer.notCarried() };
}

class Printer {
  readonly #draft: ThreatModelDraft;
  readonly #mitigations: ReadonlyMap<string, DraftMitigation>;
  readonly #at = new Map<string, JsonObject[]>();
  readonly #loose: string[] = [];

  constructor(draft: ThreatModelDraft) {
    this.#draft = draft;
    this.#mitigations = new Map(draft.mitigations.map((mitigation) => [mitigation.externalId, mitigation]));
    const takes = new Set(
      draft.diagrams.flatMap(({ content }) => [...content.elements, ...content.flows].map((each) => each.externalId)),
    );
    for (const threat of draft.threats) {
      const targets = threat.targets.filter((id) => takes.has(id));
      if (targets.length === 0) this.#loose.push(threat.externalId);
      for (const id of targets) this.#at.set(id, [...(this.#at.get(id) ?? []), this.#instance(threat)]);
    }
  }

  notCarried(): PrintedThreatModel["notCarried"] {
    return [
      ...this.#loose.map((externalId) => ({
        externalId,
        message: "OTM keeps threats at components and dataflows only; this one stands in the list without a place.",
      })),
      ...this.#draft.assumptions.map(({ externalId }) => ({ externalId, message: "OTM has no assumptions." })),
    ];
  }

  zones(): JsonObject[] {
    const zones = this.#draft.diagrams.flatMap((diagram) =>
      diagram.content.zones.map((zone) => printZone(zone, diagram)),
    );
    const isNeeded = this.#draft.diagrams.some(({ content }) => content.elements.some(({ zoneId }) => zoneId === null));
    const outside: JsonObject = {
      id: OUTSIDE,
      name: "Outside of all zones",
      risk: { trustRating: 0 },
      attributes: own({ isOutside: true }),
    };
    return isNeeded ? [...zones, outside] : zones;
  }

  element(element: DraftElement, diagram: DraftDiagram): JsonObject {
    const { externalId, technology, answers, outOfScope, width, height } = element;
    return {
      id: externalId,
      name: element.name,
      description: element.description,
      type: element.kind.replaceAll("_", "-"),
      parent: { trustZone: element.zoneId ?? OUTSIDE },
      representations: [shownIn(element, diagram, width === null || height === null ? null : { width, height })],
      threats: this.#at.get(externalId) ?? [],
      attributes: own({ technology, answers, outOfScope }),
    };
  }

  flow(flow: DraftFlow): JsonObject {
    const { externalId, protocol, answers, outOfScope, points } = flow;
    return {
      id: externalId,
      name: flow.name,
      description: flow.description,
      bidirectional: flow.bidirectional,
      source: flow.sourceId,
      destination: flow.targetId,
      tags: protocol === "" ? [] : [protocol],
      threats: this.#at.get(externalId) ?? [],
      attributes: own({ protocol, answers, outOfScope, points }),
    };
  }

  #instance(threat: DraftThreat): JsonObject {
    const known = threat.mitigations.map((id) => this.#mitigations.get(id)).filter((each) => each !== undefined);
    return {
      threat: threat.externalId,
      state: threatWords[threat.state],
      mitigations: known.map(({ externalId, state }) => ({ mitigation: externalId, state: mitigationWords[state] })),
    };
  }
}

function printZone(zone: DraftZone, diagram: DraftDiagram): JsonObject {
  const { width, height } = zone;
  return {
    id: zone.externalId,
    name: zone.name,
    description: zone.description,
    risk: { trustRating: zone.trust * 25 },
    ...(zone.parentId === null ? {} : { parent: { trustZone: zone.parentId } }),
    representations: [shownIn(zone, diagram, { width, height })],
  };
}

function shownIn(
  part: { externalId: string; x: number; y: number },
  diagram: DraftDiagram,
  size: { width: number; height: number } | null,
): JsonObject {
  return {
    representation: diagram.externalId,
    id: `${part.externalId}-representation`,
    position: { x: part.x, y: part.y },
    ...(size === null ? {} : { size }),
  };
}

function printThreat(threat: DraftThreat): JsonObject {
  const { externalId, title, description, ...rest } = threat;
  const isCwe = (id: string) => id.startsWith("CWE-");
  return {
    id: externalId,
    name: title,
    description,
    categories: [...threat.stride.map((name) => strideLabels[name]), ...threat.linddun],
    cwes: threat.references.filter(isCwe),
    risk: {
      likelihood: threat.likelihood === null ? null : threat.likelihood * 20,
      impact: (threat.impact ?? 0) * 20,
    },
    tags: threat.references.filter((id) => !isCwe(id)),
    attributes: own(rest),
  };
}
