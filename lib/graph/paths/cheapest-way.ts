import { stepsById, stepsInOrder } from "./check-path.ts";
import type { AttackPath, AttackStep } from "./schema.ts";

/** One way to the goal. */
export type Way = {
  /** Sum of the effort of its steps, each counted once. */
  cost: number;
  /** The steps on it, each after what it needs; the goal is the last. */
  stepIds: string[];
  /** The least likely of its steps, 1 to 5; null when none of them is rated. */
  likelihood: number | null;
  /** Whether no cheaper way exists. false when the search was given up: the way is one, and nearly the cheapest. */
  exact: boolean;
};

/** Searching on takes too long beyond this many choices looked at. */
const MOST_LOOKED_AT = 50_000;

type Graph = { steps: ReadonlyMap<string, AttackStep>; order: readonly AttackStep[]; possible: ReadonlySet<string> };

function graphOf(path: AttackPath, blocked: ReadonlySet<string>): Graph {
  const order = stepsInOrder(path);
  const possible = new Set<string>();
  for (const { id, needs, after } of order) {
    if (blocked.has(id)) continue;
    const ready = (before: string): boolean => possible.has(before);
    if (after.length === 0 || (needs === "all" ? after.every(ready) : after.some(ready))) possible.add(id);
  }
  return { steps: stepsById(path), order, possible };
}

/** Whether the goal can be reached without the blocked steps. */
export function isPossible(path: AttackPath, blocked: ReadonlySet<string> = new Set()): boolean {
  return graphOf(path, blocked).possible.has(path.goalId);
}

/** Cost of each possible step when what steps share is paid each time: an upper bound that chooses well where little is shared. */
function pricesOf({ order, possible }: Graph): Map<string, number> {
  const prices = new Map<string, number>();
  for (const { id, needs, after, effort } of order) {
    if (!possible.has(id)) continue;
    const before = after.filter((each) => possible.has(each)).map((each) => prices.get(each) ?? 0);
    const sum = before.reduce((total, price) => total + price, 0);
    prices.set(id, effort + (needs === "all" ? sum : before.length === 0 ? 0 : Math.min(...before)));
  }
  return prices;
}

type Search = { best: ReadonlySet<string> | null; cost: number; looked: number };
type Branch = { taken: ReadonlySet<string>; cost: number; todo: readonly string[] };

/** Takes everything that the taken steps need in any case; `open` are steps that still need one of several. */
function close(graph: Graph, { taken, cost, todo }: Branch): { taken: Set<string>; cost: number; open: AttackStep[] } {
  const result = { taken: new Set(taken), cost, open: [] as AttackStep[] };
  const queue = [...todo];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = graph.steps.get(id);
    if (step?.needs === "any" && step.after.length > 0) result.open.push(step);
    if (step?.needs !== "all") continue;
    for (const before of step.after) {
      if (result.taken.has(before)) continue;
      result.taken.add(before);
      result.cost += graph.steps.get(before)?.effort ?? 0;
      queue.push(before);
    }
  }
  result.open = result.open.filter(({ after }) => !after.some((id) => result.taken.has(id)));
  return result;
}

/** Tries the choices of `any` steps, the cheapest first, and gives up a branch that costs as much as the best way found. */
function search(graph: Graph, goalId: string): Search {
  const prices = pricesOf(graph);
  const found: Search = { best: null, cost: Infinity, looked: 0 };
  const effort = (id: string): number => graph.steps.get(id)?.effort ?? 0;
  const price = (id: string): number => prices.get(id) ?? Infinity;
  const go = (branch: Branch): void => {
    found.looked += 1;
    if (branch.cost >= found.cost || (found.looked > MOST_LOOKED_AT && found.best !== null)) return;
    const { taken, cost, open } = close(graph, branch);
    if (cost >= found.cost) return;
    const [next, ...rest] = open;
    if (next === undefined) {
      found.best = taken;
      found.cost = cost;
      return;
    }
    const later = rest.map(({ id }) => id);
    const choices = next.after.filter((id) => graph.possible.has(id)).toSorted((a, b) => price(a) - price(b));
    for (const id of choices) go({ taken: new Set(taken).add(id), cost: cost + effort(id), todo: [...later, id] });
  };
  go({ taken: new Set([goalId]), cost: effort(goalId), todo: [goalId] });
  return found;
}

/** Leaves out steps that the way does not need: free ones that another choice made superfluous. */
function neededOf(path: AttackPath, taken: ReadonlySet<string>): Set<string> {
  const needed = new Set(taken);
  for (const id of taken) {
    if (id === path.goalId) continue;
    const out = path.steps.map((step) => step.id).filter((step) => !needed.has(step) || step === id);
    if (isPossible(path, new Set(out))) needed.delete(id);
  }
  return needed;
}

/**
 * The way to the goal with the least sum of effort: of steps that need any, the best one; of steps that need all, each; a step
 * that several others need is paid once. Null when the blocked steps leave no way. Deterministic; expects a sound path.
 */
export function cheapestWay(path: AttackPath, blocked: ReadonlySet<string> = new Set()): Way | null {
  const graph = graphOf(path, blocked);
  if (!graph.possible.has(path.goalId)) return null;
  const { best, cost, looked } = search(graph, path.goalId);
  if (best === null) return null;
  const needed = neededOf(path, best);
  const steps = graph.order.filter(({ id }) => needed.has(id));
  const rated = steps.flatMap(({ likelihood }) => (likelihood === null ? [] : [likelihood]));
  return {
    cost,
    stepIds: steps.map(({ id }) => id),
    likelihood: rated.length === 0 ? null : Math.min(...rated),
    exact: looked <= MOST_LOOKED_AT,
  };
}
