import type { Diagram } from "../diagram.ts";
import type { DiagramContent, DiagramElement, Flow, Operation, Zone } from "../schema.ts";
import { chooseElements, outOfUse } from "./choose-elements.ts";
import { findRoom } from "./find-room.ts";
import { recordKey, type Inventory, type LeftOut, type Planned } from "./inventory.ts";
import { planFlows, type PlannedFlow } from "./plan-flows.ts";
import { inventoryZones, planZones, type PlannedZone } from "./plan-zones.ts";

/** An element whose record is not there any more, or out of use. It stays until somebody removes it. */
export type Gone = { elementId: string; name: string; why: "missing" | "out_of_use"; words: string };

export type InventoryDrawing = {
  /** To be applied as one batch. Empty when nothing is missing. */
  operations: Operation[];
  /** How many zones, elements and flows these add. */
  added: { zones: number; elements: number; flows: number };
  gone: Gone[];
  leftOut: LeftOut[];
};

type Request = {
  inventory: Inventory;
  /** Ids of the things that the drawing is about: drawn even when nothing is linked to them. */
  scope: readonly string[];
  /** The diagram as it is; empty for a first drawing. */
  diagram: Diagram;
  newId: () => string;
};

/** What stands in the diagram already, by the keys of the plan. */
function existing(diagram: Diagram): { zones: Map<string, string>; elements: Map<string, string> } {
  const zones = new Map<string, string>();
  const elements = new Map<string, string>();
  for (const { id, externalId } of diagram.zone.values()) if (externalId !== null) zones.set(externalId, id);
  for (const { id, bound, externalId } of diagram.element.values()) {
    if (bound !== null) elements.set(recordKey(bound.id), id);
    else if (externalId !== null) elements.set(externalId, id);
  }
  return { zones, elements };
}

function hasFlow(diagram: Diagram, key: string, from: string, to: string): boolean {
  return [...diagram.flow.values()].some(
    ({ externalId, sourceId, targetId, bidirectional }) =>
      externalId === key ||
      (sourceId === from && targetId === to) ||
      (bidirectional && sourceId === to && targetId === from),
  );
}

function newZone({ key, name, trust }: PlannedZone, id: string, parentId: string | null): Zone {
  const place = { x: 0, y: 0, width: 400, height: 300 };
  return { id, parentId, name, description: "", trust, ...place, externalId: key };
}

function newElement({ key, kind, name, node }: Planned, id: string, zoneId: string | null): DiagramElement {
  return {
    id,
    kind,
    zoneId,
    name,
    description: "",
    technology: node?.type === "component" ? node.detail.slice(0, 200) : "",
    x: 0,
    y: 0,
    width: null,
    height: null,
    bound: node === null ? null : { type: node.type, id: node.id },
    answers: {},
    outOfScope: null,
    externalId: node === null ? key : null,
  };
}

function newFlow({ key, name, bidirectional }: PlannedFlow, id: string, sourceId: string, targetId: string): Flow {
  const plain = { description: "", protocol: "", points: [], answers: {}, outOfScope: null };
  return { id, sourceId, targetId, name, bidirectional, ...plain, externalId: key };
}

type Plan = { planned: Planned[]; flows: PlannedFlow[]; zones: Map<string, PlannedZone>; leftOut: LeftOut[] };

/** Draws only what is linked to something drawn, or was asked for, or stands in the diagram already. */
function planOf({ inventory, scope, diagram }: Request): Plan {
  const chosen = chooseElements(inventory, new Set(scope));
  const flows = planFlows(inventory, chosen);
  const linked = new Set(flows.flatMap(({ from, to }) => [from, to]));
  const wanted = new Set([...scope.map(recordKey), ...existing(diagram).elements.keys()]);
  const planned = [...chosen.planned.values()].filter(({ key }) => linked.has(key) || wanted.has(key));
  const loose = [...chosen.planned.values()].filter(({ key }) => !linked.has(key) && !wanted.has(key));
  const alone = loose.flatMap(({ name, node }): LeftOut[] =>
    node === null
      ? []
      : [{ type: node.type, id: node.id, name, reason: "Nothing that is drawn exchanges data with it." }],
  );
  return { planned, flows, zones: planZones(planned, flows), leftOut: [...chosen.leftOut, ...alone] };
}

function goneFrom({ diagram, inventory }: Request): Gone[] {
  const nodes = new Map(inventory.nodes.map((node) => [node.id, node]));
  return [...diagram.element.values()].flatMap(({ id, name, bound }): Gone[] => {
    if (bound === null) return [];
    const node = nodes.get(bound.id);
    if (node === undefined) {
      const words = `${name} stands for something that the inventory no longer links here.`;
      return [{ elementId: id, name, why: "missing", words }];
    }
    const reason = outOfUse(node);
    return reason === null ? [] : [{ elementId: id, name, why: "out_of_use", words: `${name}: ${reason}` }];
  });
}

type Additions = Pick<DiagramContent, "zones" | "elements" | "flows">;

/** Zones that new elements need and that are not there, outer before inner, with the id of each zone by its key. */
function addZones(wanted: readonly PlannedZone[], known: Map<string, string>, newId: () => string): Zone[] {
  const needed = new Set(
    wanted.flatMap(({ key, parent }) => (known.has(key) ? [] : parent === null ? [key] : [key, parent])),
  );
  const zones: Zone[] = [];
  for (const zone of Object.values(inventoryZones)) {
    if (!needed.has(zone.key) || known.has(zone.key)) continue;
    const id = newId();
    known.set(zone.key, id);
    zones.push(newZone(zone, id, zone.parent === null ? null : (known.get(zone.parent) ?? null)));
  }
  return zones;
}

function additions({ diagram, newId }: Request, plan: Plan): Additions {
  const known = existing(diagram);
  const missing = plan.planned.filter(({ key }) => !known.elements.has(key));
  const zoneOf = (key: string): PlannedZone[] => {
    const zone = plan.zones.get(key);
    return zone === undefined ? [] : [zone];
  };
  const zones = addZones(
    missing.flatMap(({ key }) => zoneOf(key)),
    known.zones,
    newId,
  );
  const elements = missing.map((planned) => {
    const id = newId();
    known.elements.set(planned.key, id);
    const [zone] = zoneOf(planned.key);
    return newElement(planned, id, zone === undefined ? null : (known.zones.get(zone.key) ?? null));
  });
  const flows = plan.flows.flatMap((flow): Flow[] => {
    const [from, to] = [known.elements.get(flow.from), known.elements.get(flow.to)];
    if (from === undefined || to === undefined || hasFlow(diagram, flow.key, from, to)) return [];
    return [newFlow(flow, newId(), from, to)];
  });
  return { zones, elements, flows };
}

/**
 * Draws a diagram from the inventory, or completes one: elements bound to records, zones with trust, flows with direction and
 * words, laid out. Only adds what is missing: things are recognized by the record they stand for, others by their `externalId`;
 * what is there keeps its name, place and zone. `gone` names bound elements whose record is out of use or not among the nodes given,
 * so give what bound elements stand for as well. Deterministic but for the ids that `newId` makes.
 */
export function drawInventory(request: Request): InventoryDrawing {
  const plan = planOf(request);
  const added = additions(request, plan);
  const { zones, elements, grow } = findRoom(request.diagram, added, added.flows);
  // Zones come outer first from `additions`; places are looked up, so that this order stays.
  const placed = new Map(zones.map((zone) => [zone.id, zone]));
  const boxes = new Map(elements.map((element) => [element.id, element]));
  return {
    operations: [
      ...added.zones.map((zone): Operation => ({ do: "add", part: "zone", value: placed.get(zone.id) ?? zone })),
      ...grow,
      ...added.elements.map((one): Operation => ({ do: "add", part: "element", value: boxes.get(one.id) ?? one })),
      ...added.flows.map((value): Operation => ({ do: "add", part: "flow", value })),
    ],
    added: { zones: added.zones.length, elements: added.elements.length, flows: added.flows.length },
    gone: goneFrom(request),
    leftOut: plan.leftOut,
  };
}
