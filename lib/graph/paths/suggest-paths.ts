import type { Diagram } from "../diagram.ts";
import { elementKinds } from "../kinds.ts";
import type { DiagramElement, Flow } from "../schema.ts";
import { trustAt } from "../zones.ts";
import type { AttackPath, AttackStep } from "./schema.ts";

/** A threat that an attacker may use. Leave out those that do not apply. */
export type UsableThreat = {
  id: string;
  title: string;
  /** The element or flow it is about. */
  aboutId: string | null;
  /** 1 (hardly) to 5 (nearly always) when tried; null when nobody rated it. */
  likelihood: number | null;
};

/** How far a suggestion looks; the product stays below the steps that a path may hold. */
export const suggestionLimits = { entries: 8, routes: 4, hops: 6, threatsEach: 3, looked: 20_000 } as const;

/** What a step takes when nothing says how hard it is. */
const UNKNOWN_EFFORT = 3;

type Hop = { flow: Flow; elementId: string };
type Route = readonly Hop[];

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Elements where somebody whom nobody trusts can begin, in the order of ids: what lies in an untrusted zone, and actors outside of
 * every zone. Not what is out of scope.
 */
export function entriesOf(diagram: Diagram): DiagramElement[] {
  return [...diagram.element.values()]
    .filter(({ zoneId, kind, outOfScope }) => {
      if (outOfScope !== null || trustAt(diagram.zone, zoneId) > 0) return false;
      return zoneId !== null || elementKinds[kind].shape === "actor";
    })
    .sort((a, b) => text(a.id, b.id));
}

type Hops = ReadonlyMap<string, readonly Hop[]>;

function hopsOf(diagram: Diagram, against: boolean): Hops {
  const hops = new Map<string, Hop[]>();
  const put = (from: string, hop: Hop): void => void hops.set(from, [...(hops.get(from) ?? []), hop]);
  for (const flow of [...diagram.flow.values()].sort((a, b) => text(a.id, b.id))) {
    if (flow.outOfScope !== null || flow.sourceId === flow.targetId) continue;
    put(flow.sourceId, { flow, elementId: flow.targetId });
    if (against || flow.bidirectional) put(flow.targetId, { flow, elementId: flow.sourceId });
  }
  return hops;
}

/** The shortest routes from an entry to an asset that visit nothing twice, in rounds of one hop more. */
function routesTo(hops: Hops, entryId: string, assetId: string): Route[] {
  const found: Route[] = [];
  let round: Route[] = [[]];
  let looked = 0;
  for (let length = 0; length < suggestionLimits.hops && found.length < suggestionLimits.routes; length += 1) {
    const next: Route[] = [];
    for (const route of round) {
      const at = route.at(-1)?.elementId ?? entryId;
      for (const hop of hops.get(at) ?? []) {
        looked += 1;
        if (looked > suggestionLimits.looked) return found;
        if (hop.elementId === entryId || route.some(({ elementId }) => elementId === hop.elementId)) continue;
        if (hop.elementId === assetId) found.push([...route, hop]);
        else next.push([...route, hop]);
      }
    }
    round = next;
  }
  return found.slice(0, suggestionLimits.routes);
}

type Ids = { newId: () => string; threats: ReadonlyMap<string, readonly UsableThreat[]> };

const byLikelihood = (a: UsableThreat, b: UsableThreat): number =>
  (b.likelihood ?? 0) - (a.likelihood ?? 0) || text(a.id, b.id);

function threatsBy(threats: readonly UsableThreat[]): Map<string, UsableThreat[]> {
  const result = new Map<string, UsableThreat[]>();
  for (const threat of threats.toSorted(byLikelihood)) {
    if (threat.aboutId !== null) result.set(threat.aboutId, [...(result.get(threat.aboutId) ?? []), threat]);
  }
  return result;
}

/** Grows the steps of one suggestion; routes that begin alike share the steps of their beginning. */
class StepTree {
  readonly steps: AttackStep[] = [];
  readonly #ends = new Map<string, string>();
  readonly #diagram: Diagram;
  readonly #ids: Ids;

  constructor(diagram: Diagram, ids: Ids) {
    this.#diagram = diagram;
    this.#ids = ids;
  }

  add(step: Pick<AttackStep, "title"> & Partial<AttackStep>): string {
    const id = this.#ids.newId();
    const plain = { threatId: null, elementId: null, effort: 0, likelihood: null, needs: "all" as const, after: [] };
    this.steps.push({ ...plain, ...step, id });
    return id;
  }

  /** Adds what a route needs and returns the step that ends it. */
  route(route: Route): string {
    let before: string | null = null;
    let key = "";
    for (const hop of route) {
      key += ` ${hop.flow.id} ${hop.elementId}`;
      const known = this.#ends.get(key);
      const end: string = known ?? this.#hop(hop, before);
      this.#ends.set(key, end);
      before = end;
    }
    return before ?? "";
  }

  #hop({ flow, elementId }: Hop, before: string | null): string {
    const { threats } = this.#ids;
    const after = before === null ? [] : [before];
    const name = this.#diagram.element.get(elementId)?.name ?? "";
    const usable = [...(threats.get(elementId) ?? []), ...(threats.get(flow.id) ?? [])].sort(byLikelihood);
    const used = usable.slice(0, suggestionLimits.threatsEach);
    const ways = used.map(({ id, title, aboutId, likelihood }) =>
      this.add({
        title,
        threatId: id,
        elementId: aboutId,
        effort: likelihood === null ? UNKNOWN_EFFORT : Math.min(5, Math.max(1, 6 - likelihood)),
        likelihood,
        after,
      }),
    );
    const [only] = ways;
    if (ways.length === 1 && only !== undefined) return only;
    if (ways.length > 1)
      return this.add({ title: `Reach ${name}`.slice(0, 200), elementId, needs: "any", after: ways });
    return this.add({ title: `Get to ${name}`.slice(0, 200), elementId, effort: UNKNOWN_EFFORT, after });
  }
}

function suggestion(
  diagram: Diagram,
  ids: Ids,
  ends: Record<"entry" | "asset", DiagramElement>,
  routes: Route[],
): AttackPath {
  const { entry, asset } = ends;
  const tree = new StepTree(diagram, ids);
  const last = [...new Set(routes.map((route) => tree.route(route)))];
  const [only] = last;
  const title = `Reach ${asset.name}`.slice(0, 200);
  const goalId =
    last.length === 1 && only !== undefined
      ? only
      : tree.add({ title, elementId: asset.id, needs: "any", after: last });
  return {
    id: ids.newId(),
    name: `${entry.name} to ${asset.name}`.slice(0, 200),
    description: "",
    entryId: entry.id,
    assetId: asset.id,
    goalId,
    steps: tree.steps,
  };
}

/**
 * Attack paths that a diagram suggests to one asset: from each untrusted entry along the flows (against them only when no flow leads
 * there), with the threats of the elements and flows on the way as steps. At each element any of its likeliest threats will do;
 * where none is recorded, a step in words stands in. At most `suggestionLimits`; the same diagram gives the same paths, but for
 * the ids, which `newId` makes.
 */
export function suggestPaths(
  diagram: Diagram,
  threats: readonly UsableThreat[],
  assetId: string,
  newId: () => string,
): AttackPath[] {
  const asset = diagram.element.get(assetId);
  if (asset === undefined) return [];
  const ids = { newId, threats: threatsBy(threats) };
  const entries = entriesOf(diagram).filter(({ id }) => id !== assetId);
  const [along, any] = [hopsOf(diagram, false), hopsOf(diagram, true)];
  const found = entries.flatMap((entry) => {
    const forward = routesTo(along, entry.id, assetId);
    const routes = forward.length > 0 ? forward : routesTo(any, entry.id, assetId);
    return routes.length === 0 ? [] : [{ entry, routes }];
  });
  return found
    .slice(0, suggestionLimits.entries)
    .map(({ entry, routes }) => suggestion(diagram, ids, { entry, asset }, routes));
}
