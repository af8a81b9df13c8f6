import { partsOf, type Diagram } from "./diagram.ts";
import { diagramLimits } from "./kinds.ts";
import type { Operation, Part, PartValue } from "./schema.ts";
import { wouldNestInItself, zonesAround } from "./zones.ts";

/** Why an operation was not accepted. `about` is the id of the thing that stood in the way. */
export type Refusal = {
  code: "gone" | "taken" | "cycle" | "changed" | "full" | "too_deep" | "nothing";
  part: Part;
  about: string;
  message: string;
};

/**
 * What an operation did: `effects` are plain operations without `was` and without consequences of their own (removing an
 * element names each flow that went with it), so that applying them anywhere gives the same diagram; `inverse` undoes them,
 * in the order to be applied, with `was` guarding what others changed since.
 */
export type Outcome =
  { accepted: true; effects: Operation[]; inverse: Operation[] } | { accepted: false; refusal: Refusal };

const nouns = { zone: "zone", element: "element", flow: "flow", assumption: "assumption" } as const;

function refused(code: Refusal["code"], part: Part, about: string, message: string): Outcome {
  return { accepted: false, refusal: { code, part, about, message } };
}

function gone(part: Part, about: string): Outcome {
  return refused("gone", part, about, `This ${nouns[part]} was removed in the meantime.`);
}

type Values = Record<string, unknown>;
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The properties that `change` would give a new value; of `answers` only the answers that differ. */
function differing(value: Values, change: Values): Values {
  const result: Values = {};
  for (const [key, next] of Object.entries(change)) {
    if (next === undefined) continue;
    if (key !== "answers") {
      if (!same(value[key], next)) result[key] = next;
      continue;
    }
    const current = value["answers"] as Values;
    const answers = Object.entries(next as Values).filter(([id, answer]) => (current[id] ?? "unknown") !== answer);
    if (answers.length > 0) result[key] = Object.fromEntries(answers);
  }
  return result;
}

/** The current values of the properties that `change` names. */
function currently(value: Values, change: Values): Values {
  return Object.fromEntries(
    Object.keys(change).map((key) => {
      if (key !== "answers") return [key, value[key]];
      const current = value["answers"] as Values;
      const named = Object.keys(change[key] as Values).map((id) => [id, current[id] ?? "unknown"]);
      return [key, Object.fromEntries(named)];
    }),
  );
}

function withChange(value: Values, change: Values): Values {
  const answers = change["answers"];
  if (answers === undefined) return { ...value, ...change };
  const merged = Object.entries({ ...(value["answers"] as Values), ...(answers as Values) });
  return { ...value, ...change, answers: Object.fromEntries(merged.filter(([, answer]) => answer !== "unknown")) };
}

function put(diagram: Diagram, part: Part, value: PartValue[Part]): void {
  partsOf(diagram, part).set(value.id, value);
}

const limitOf = {
  zone: diagramLimits.zones,
  element: diagramLimits.elements,
  flow: diagramLimits.flows,
  assumption: diagramLimits.assumptions,
} as const;

/** What a value points at and is not there. */
function missingPlace(diagram: Diagram, part: Part, value: Values): Outcome | null {
  const zone = part === "zone" ? value["parentId"] : part === "element" ? value["zoneId"] : null;
  if (typeof zone === "string" && !diagram.zone.has(zone)) {
    return refused("gone", "zone", zone, "The zone it would lie in was removed in the meantime.");
  }
  if (part !== "flow") return null;
  for (const end of [value["sourceId"], value["targetId"]]) {
    if (typeof end === "string" && !diagram.element.has(end)) {
      return refused("gone", "element", end, "One end of this flow was removed in the meantime.");
    }
  }
  return null;
}

function badNesting(diagram: Diagram, id: string, parentId: unknown): Outcome | null {
  if (typeof parentId !== "string") return null;
  if (id === parentId || wouldNestInItself(diagram.zone, id, parentId)) {
    return refused("cycle", "zone", id, "A zone cannot lie in itself or in a zone inside of it.");
  }
  if (zonesAround(diagram.zone, parentId).length >= diagramLimits.zoneDepth) {
    return refused("too_deep", "zone", id, `Zones nest at most ${diagramLimits.zoneDepth} deep.`);
  }
  return null;
}

/** Everything of a value that a change may name. */
function changeable(part: Part, value: Values): Values {
  const fixed = part === "flow" ? ["id", "sourceId", "targetId"] : ["id"];
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fixed.includes(key)));
}

function add(diagram: Diagram, operation: Extract<Operation, { do: "add" }>): Outcome {
  const { part, value } = operation;
  const values = partsOf(diagram, part);
  if (values.has(value.id)) {
    return refused("taken", part, value.id, `A ${nouns[part]} with this id is already here.`);
  }
  if (values.size >= limitOf[part]) {
    return refused(
      "full",
      part,
      value.id,
      `A diagram holds at most ${limitOf[part].toLocaleString("en")} ${nouns[part]}s.`,
    );
  }
  const problem =
    missingPlace(diagram, part, value) ?? (part === "zone" ? badNesting(diagram, value.id, value.parentId) : null);
  if (problem !== null) return problem;
  put(diagram, part, value);
  return {
    accepted: true,
    effects: [operation],
    inverse: [{ do: "remove", part, id: value.id, was: changeable(part, value) }],
  };
}

function set(diagram: Diagram, operation: Extract<Operation, { do: "set" }>): Outcome {
  const { part, id } = operation;
  const value = partsOf(diagram, part).get(id) as Values | undefined;
  if (value === undefined) return gone(part, id);
  if (operation.was !== undefined && Object.keys(differing(value, operation.was)).length > 0) {
    return refused("changed", part, id, `Somebody changed this ${nouns[part]} since.`);
  }
  const change = differing(value, operation.set);
  if (Object.keys(change).length === 0) return { accepted: true, effects: [], inverse: [] };
  const problem =
    missingPlace(diagram, part, change) ?? (part === "zone" ? badNesting(diagram, id, change["parentId"]) : null);
  if (problem !== null) return problem;
  const before = currently(value, change);
  put(diagram, part, withChange(value, change) as PartValue[Part]);
  return {
    accepted: true,
    effects: [{ do: "set", part, id, set: change }],
    inverse: [{ do: "set", part, id, set: before, was: change }],
  };
}

type Step = Extract<Outcome, { accepted: true }>;

function collect(steps: readonly Outcome[]): Step {
  const accepted = steps.filter((step) => step.accepted);
  return {
    accepted: true,
    effects: accepted.flatMap((step) => step.effects),
    inverse: accepted.toReversed().flatMap((step) => step.inverse),
  };
}

function take(diagram: Diagram, part: Part, id: string): Outcome {
  const value = partsOf(diagram, part).get(id);
  if (value === undefined) return gone(part, id);
  partsOf(diagram, part).delete(id);
  return {
    accepted: true,
    effects: [{ do: "remove", part, id }],
    inverse: [{ do: "add", part, value } as Operation],
  };
}

/** What lies in a removed zone moves to the zone around it and keeps its place on the drawing. */
function liftContents(diagram: Diagram, zoneId: string): Outcome[] {
  const zone = diagram.zone.get(zoneId);
  if (zone === undefined) return [];
  const { parentId, x, y } = zone;
  const zones = [...diagram.zone.values()].filter((inner) => inner.parentId === zoneId);
  const elements = [...diagram.element.values()].filter((inner) => inner.zoneId === zoneId);
  return [
    ...zones.map((inner) =>
      set(diagram, {
        do: "set",
        part: "zone",
        id: inner.id,
        set: { parentId, x: inner.x + x, y: inner.y + y },
      }),
    ),
    ...elements.map((inner) =>
      set(diagram, {
        do: "set",
        part: "element",
        id: inner.id,
        set: { zoneId: parentId, x: inner.x + x, y: inner.y + y },
      }),
    ),
  ];
}

function flowsOf(diagram: Diagram, elementId: string): string[] {
  return [...diagram.flow.values()]
    .filter((flow) => flow.sourceId === elementId || flow.targetId === elementId)
    .map((flow) => flow.id);
}

function remove(diagram: Diagram, operation: Extract<Operation, { do: "remove" }>): Outcome {
  const { part, id, was } = operation;
  const value = partsOf(diagram, part).get(id) as Values | undefined;
  if (value === undefined) return gone(part, id);
  if (was !== undefined && Object.keys(differing(value, was)).length > 0) {
    return refused("changed", part, id, `Somebody changed this ${nouns[part]} since.`);
  }
  const flows = part === "element" ? flowsOf(diagram, id) : [];
  if (was !== undefined && flows[0] !== undefined) {
    return refused("changed", "flow", flows[0], "Somebody connected this element since.");
  }
  const consequences = part === "zone" ? liftContents(diagram, id) : flows.map((flow) => take(diagram, "flow", flow));
  return collect([...consequences, take(diagram, part, id)]);
}

/**
 * Applies one operation in place and says what it did, or changes nothing and says why not. The diagram may hold only what the
 * operation touches (see `touchedBy`). Deterministic; the order of effects is the order of insertion of the maps.
 */
export function applyOperation(diagram: Diagram, operation: Operation): Outcome {
  if (operation.do === "add") return add(diagram, operation);
  if (operation.do === "set") return set(diagram, operation);
  return remove(diagram, operation);
}
