import type { Zone } from "../schema.ts";
import type { Planned } from "./inventory.ts";
import type { PlannedFlow } from "./plan-flows.ts";

export type PlannedZone = { key: string; name: string; trust: Zone["trust"]; parent: string | null };

const OWN = "inventory:zone:own";

/** The zones that a drawing may have, outer before inner. */
export const inventoryZones = {
  internet: { key: "inventory:zone:internet", name: "Internet", trust: 0, parent: null },
  suppliers: { key: "inventory:zone:suppliers", name: "Suppliers", trust: 1, parent: null },
  partners: { key: "inventory:zone:partners", name: "Partners", trust: 1, parent: null },
  edge: { key: "inventory:zone:edge", name: "Edge devices", trust: 1, parent: null },
  own: { key: OWN, name: "Own network", trust: 2, parent: null },
  production: { key: "inventory:zone:production", name: "Production", trust: 3, parent: OWN },
  training: { key: "inventory:zone:training", name: "Training", trust: 3, parent: OWN },
  testing: { key: "inventory:zone:testing", name: "Test environments", trust: 2, parent: OWN },
} as const satisfies Record<string, PlannedZone>;

type Place = keyof typeof inventoryZones;

const users: Readonly<Record<string, Place>> = {
  "inventory:users:public": "internet",
  "inventory:users:partner": "partners",
  "inventory:users:internal": "own",
};

function deploymentPlace({ node }: Planned): Place {
  const environment = node?.facts?.environment ?? node?.detail ?? "";
  if (environment === "production") return "production";
  return environment === "edge" ? "edge" : "testing";
}

/** Where something lies by what it is; null when that depends on its neighbours. */
function ownPlace(planned: Planned): Place | null {
  const { key, kind, node } = planned;
  if (node === null) return users[key] ?? "training";
  if (node.type === "vendor" || kind === "third_party_model") return "suppliers";
  if (node.type === "deployment") return deploymentPlace(planned);
  if (kind === "dataset") return "training";
  return null;
}

type Neighbours = (key: string) => string[];

function neighboursIn(flows: readonly PlannedFlow[]): Neighbours {
  const near = new Map<string, string[]>();
  const put = (from: string, to: string): void => void near.set(from, [...(near.get(from) ?? []), to]);
  for (const { from, to } of flows) {
    put(from, to);
    put(to, from);
  }
  return (key) => near.get(key) ?? [];
}

/** The innermost place of the neighbours that lie somewhere already: production before test before training. */
function placeByNeighbours(planned: Planned, near: readonly (Place | undefined)[]): Place {
  const order: readonly Place[] =
    planned.kind === "model_artifact"
      ? ["production", "edge", "testing", "training"]
      : ["production", "edge", "testing"];
  const found = order.find((place) => near.includes(place));
  if (found !== undefined) return found;
  if (planned.kind === "model_artifact") return "training";
  return planned.node?.type === "system" && planned.node.status === "in_use" ? "production" : "own";
}

/**
 * The zone of each planned element, by key: outsiders on the internet, suppliers and partners in theirs, deployments by their
 * environment, data and training together; systems, models and components lie where what they exchange data with lies.
 */
export function planZones(planned: readonly Planned[], flows: readonly PlannedFlow[]): Map<string, PlannedZone> {
  const places = new Map<string, Place>();
  const neighbours = neighboursIn(flows);
  for (const each of planned) {
    const place = ownPlace(each);
    if (place !== null) places.set(each.key, place);
  }
  const open = planned.filter(({ key }) => !places.has(key));
  // Systems first: components lie with the system that uses them.
  const rank = ({ node, kind }: Planned): number => (node?.type === "system" ? 0 : kind === "model_artifact" ? 1 : 2);
  for (const each of open.toSorted((a, b) => rank(a) - rank(b))) {
    const near = neighbours(each.key).map((key) => places.get(key));
    places.set(each.key, placeByNeighbours(each, near));
  }
  return new Map([...places].map(([key, place]) => [key, inventoryZones[place]]));
}
