import { canonicalJson, canonicalJsonBytes } from "../../merkle/canonical-json.ts";
import type { Assumption, DiagramContent, DiagramElement, Flow, Zone } from "../schema.ts";

export type ThreatSeverity = "low" | "medium" | "high" | "critical";

/** A threat as far as versions are compared by it. States are the words of whoever keeps the threats. */
export type ComparedThreat = {
  id: string;
  title: string;
  /** The element, flow or zone it is about; null when it is about everything. */
  aboutId: string | null;
  state: string;
  /** Before mitigations; null while nobody rated it. */
  severity: ThreatSeverity | null;
  /** With mitigations; null while nobody rated it. */
  residual: ThreatSeverity | null;
};

/** One version of a threat model. Ids are stable: the same id is the same thing. */
export type ComparedModel = {
  diagrams: readonly { id: string; name: string; content: DiagramContent }[];
  threats: readonly ComparedThreat[];
};

type Drawn = "x" | "y" | "width" | "height" | "points" | "externalId";
type Without<Value> = Omit<Value, Drawn>;

/** A diagram without how it is drawn. */
export type DiagramSubstance = {
  zones: Without<Zone>[];
  elements: Without<DiagramElement>[];
  flows: Without<Flow>[];
  assumptions: Without<Assumption>[];
};

function byId<Value extends { id: string }>(values: readonly Value[]): Value[] {
  return [...values].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The answers that were given: a question whose answer is unknown is the same as one that nobody asked. */
export function givenAnswers(answers: DiagramElement["answers"]): DiagramElement["answers"] {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== "unknown"));
}

function zoneSubstance({ id, parentId, name, description, trust }: Zone): Without<Zone> {
  return { id, parentId, name, description, trust };
}

function elementSubstance(element: DiagramElement): Without<DiagramElement> {
  const { id, kind, zoneId, name, description, technology, bound, answers, outOfScope } = element;
  return { id, kind, zoneId, name, description, technology, bound, answers: givenAnswers(answers), outOfScope };
}

function flowSubstance(flow: Flow): Without<Flow> {
  const { id, sourceId, targetId, name, description, protocol, bidirectional, answers, outOfScope } = flow;
  const given = givenAnswers(answers);
  return { id, sourceId, targetId, name, description, protocol, bidirectional, answers: given, outOfScope };
}

function assumptionSubstance({ id, text, aboutId, state, validUntil }: Assumption): Without<Assumption> {
  return { id, text, aboutId, state, validUntil };
}

/**
 * What a diagram says, without how it is drawn: no positions, sizes or bends, and no ids of the files it came from. This is what
 * an approval binds: moving a box is not a change of substance and voids no approval; moving it into another zone is one.
 * Lists in the order of ids, so that equal substance gives equal canonical JSON.
 */
export function substanceOf(content: DiagramContent): DiagramSubstance {
  return {
    zones: byId(content.zones).map(zoneSubstance),
    elements: byId(content.elements).map(elementSubstance),
    flows: byId(content.flows).map(flowSubstance),
    assumptions: byId(content.assumptions).map(assumptionSubstance),
  };
}

function modelSubstance({ diagrams, threats }: ComparedModel) {
  return {
    diagrams: byId(diagrams).map(({ id, name, content }) => ({ id, name, ...substanceOf(content) })),
    threats: byId(threats).map(({ id, title, aboutId, state, severity, residual }) => ({
      id,
      title,
      aboutId,
      state,
      severity,
      residual,
    })),
  };
}

/**
 * The canonical JSON (RFC 8785, UTF-8) of a whole model's substance: hash it to get the digest that an approval binds. Two models
 * give the same bytes exactly when `diffModels` finds no change between them.
 */
export function substanceBytes(model: ComparedModel): Uint8Array {
  return canonicalJsonBytes(modelSubstance(model));
}

/** Whether two values say the same, whatever the order of their members. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
