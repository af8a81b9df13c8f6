import { stepsInOrder } from "./check-path.ts";
import type { AttackPath, AttackStep } from "./schema.ts";

/** What can be taken away to stop a step: the step itself, or each mitigation that would stop it. */
export type Cutters = (step: AttackStep) => readonly string[];

export type CutSets = {
  /** Each sorted; the smallest first, then in the order of their text. */
  sets: string[][];
  /** Whether these are all up to the size asked for. */
  complete: boolean;
};

/** A step keeps at most so many sets; beyond, some are left out and the answer says so. */
const MOST_KEPT = 5_000;

type Family = Map<string, readonly string[]>;

const SEPARATOR = " ";
const keyOf = (ids: readonly string[]): string => ids.join(SEPARATOR);

/** All subsets of a small set but itself. */
function smaller(ids: readonly string[]): string[][] {
  const count = 2 ** ids.length - 1;
  return Array.from({ length: count }, (_, bits) =>
    ids.filter((_id, index) => Math.floor(bits / 2 ** index) % 2 === 1),
  );
}

/** Without sets that contain another. */
function minimal(family: Family): Family {
  return new Map([...family].filter(([, ids]) => !smaller(ids).some((part) => family.has(keyOf(part)))));
}

class Cuts {
  complete = true;
  readonly #maxSize: number;

  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  /** Cutting any of these stops it. */
  either(families: readonly Family[]): Family {
    return this.#bounded(new Map(families.flatMap((family) => [...family])));
  }

  /** Only cutting one of each stops it. */
  each(families: readonly Family[]): Family {
    let result: Family = new Map([["", []]]);
    for (const family of families) {
      const next: Family = new Map();
      for (const some of result.values()) {
        if (next.size > MOST_KEPT * 4) {
          this.complete = false;
          break;
        }
        for (const others of family.values()) {
          const ids = [...new Set([...some, ...others])].sort();
          if (ids.length <= this.#maxSize) next.set(keyOf(ids), ids);
        }
      }
      result = this.#bounded(next);
    }
    return result;
  }

  #bounded(family: Family): Family {
    const kept = minimal(family);
    if (kept.size <= MOST_KEPT) return kept;
    this.complete = false;
    return new Map([...kept].toSorted(([, a], [, b]) => a.length - b.length).slice(0, MOST_KEPT));
  }
}

/**
 * The smallest sets of things that, taken away together, leave no way to the goal: every set up to `maxSize` (1 to 4) of which
 * no part would do. `cutters` says what stops a step; by default the step itself. Expects a sound path.
 */
export function cutSets(path: AttackPath, maxSize = 3, cutters: Cutters = ({ id }) => [id]): CutSets {
  const cuts = new Cuts(Math.min(4, Math.max(1, maxSize)));
  const families = new Map<string, Family>();
  for (const step of stepsInOrder(path)) {
    const own: Family = new Map(cutters(step).map((id) => [id, [id]]));
    const before = step.after.map((id) => families.get(id) ?? new Map<string, readonly string[]>());
    const needs = before.length === 0 ? [] : step.needs === "all" ? before : [cuts.each(before)];
    families.set(step.id, cuts.either([own, ...needs]));
  }
  const sets = [...(families.get(path.goalId)?.values() ?? [])].map((ids) => [...ids]);
  sets.sort((a, b) => a.length - b.length || (keyOf(a) < keyOf(b) ? -1 : 1));
  return { sets, complete: cuts.complete };
}
