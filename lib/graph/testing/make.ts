import type { Assumption, DiagramElement, Flow, Zone } from "../schema.ts";

/** A UUID v7-shaped id from a number, so that tests are readable and repeatable. */
export function testId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** An element with everything that is not given left plain. */
export function makeElement(given: Partial<DiagramElement> & { id: string }): DiagramElement {
  return {
    kind: "process",
    zoneId: null,
    name: "Something",
    description: "",
    technology: "",
    x: 0,
    y: 0,
    width: null,
    height: null,
    bound: null,
    answers: {},
    outOfScope: null,
    externalId: null,
    ...given,
  };
}

/** A zone with everything that is not given left plain. */
export function makeZone(given: Partial<Zone> & { id: string }): Zone {
  return {
    parentId: null,
    name: "Zone",
    description: "",
    trust: 2,
    x: 0,
    y: 0,
    width: 400,
    height: 300,
    externalId: null,
    ...given,
  };
}

/** A flow with everything that is not given left plain. */
export function makeFlow(given: Partial<Flow> & Pick<Flow, "id" | "sourceId" | "targetId">): Flow {
  return {
    name: "",
    description: "",
    protocol: "",
    bidirectional: false,
    points: [],
    answers: {},
    outOfScope: null,
    externalId: null,
    ...given,
  };
}

/** An assumption with everything that is not given left plain. */
export function makeAssumption(given: Partial<Assumption> & { id: string }): Assumption {
  return { text: "It holds", aboutId: null, state: "open", validUntil: null, externalId: null, ...given };
}
