import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testId } from "../testing/make.ts";
import { cheapestWay, isPossible } from "./cheapest-way.ts";
import { pathProblems, stepsInOrder } from "./check-path.ts";
import { cutSets } from "./cut-sets.ts";
import { mitigationEffects, stoppedSteps, stops, threatsOnPaths } from "./mitigation-effects.ts";
import { AttackPath, type AttackStep, type Mitigation } from "./schema.ts";

function step(id: number, after: number[] = [], more: Partial<AttackStep> = {}): AttackStep {
  const base = { title: `Step ${String(id)}`, threatId: null, elementId: null, effort: 1, likelihood: null };
  return { ...base, id: testId(id), needs: "all", after: after.map(testId), ...more };
}

function pathOf(steps: AttackStep[], goal: number): AttackPath {
  return { id: testId(999), name: "Path", description: "", entryId: null, assetId: null, goalId: testId(goal), steps };
}

const COUNT = 9;

/** A sound path of up to nine steps that share what comes before: a step comes after some with smaller numbers. */
const arbitraryPath = fc
  .array(
    fc.record({
      after: fc.uniqueArray(fc.nat(COUNT), { maxLength: 3 }),
      needs: fc.constantFrom("all" as const, "any" as const),
      effort: fc.integer({ min: 0, max: 5 }),
      threat: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
    { minLength: 1, maxLength: COUNT },
  )
  .map((raw) => {
    const steps = raw.map(({ after, needs, effort, threat }, index) =>
      step(
        index,
        after.filter((before) => before < index),
        { needs, effort, threatId: threat === null ? null : testId(500 + threat) },
      ),
    );
    const path = pathOf(steps, raw.length - 1);
    return { ...path, steps: stepsInOrder(path) };
  });

const arbitraryMitigations = fc
  .array(
    fc.record({ working: fc.boolean(), threats: fc.uniqueArray(fc.integer({ min: 1, max: 4 })), step: fc.nat(COUNT) }),
    {
      maxLength: 4,
    },
  )
  .map((list) =>
    list.map(({ working, threats, step: stepId }, index): Mitigation => ({
      id: testId(700 + index),
      name: `Mitigation ${String(index)}`,
      working,
      threatIds: threats.map((threat) => testId(500 + threat)),
      stepIds: [testId(stepId)],
    })),
  );

function subsets<T>(values: readonly T[]): T[][] {
  return Array.from({ length: 2 ** values.length }, (_, bits) =>
    values.filter((_v, index) => (bits >> index) % 2 === 1),
  );
}

/** Whether a set of steps is enough: the definition, asked of the goal downwards. */
function suffices(path: AttackPath, taken: ReadonlySet<string>): boolean {
  const done = (id: string): boolean => {
    const one = path.steps.find((each) => each.id === id)!;
    if (!taken.has(id)) return false;
    if (one.after.length === 0) return true;
    return one.needs === "all" ? one.after.every(done) : one.after.some(done);
  };
  return done(path.goalId);
}

/** The least sum of effort, by trying every set of steps. */
function bruteForceCost(path: AttackPath, blocked: ReadonlySet<string>): number | null {
  const free = path.steps.filter(({ id }) => !blocked.has(id));
  const costs = subsets(free)
    .filter((set) => suffices(path, new Set(set.map(({ id }) => id))))
    .map((set) => set.reduce((sum, { effort }) => sum + effort, 0));
  return costs.length === 0 ? null : Math.min(...costs);
}

describe("cheapestWay", () => {
  it("costs what trying every set of steps finds, and what it names suffices without a step too many", () => {
    fc.assert(
      fc.property(arbitraryPath, fc.uniqueArray(fc.nat(COUNT), { maxLength: 2 }), (path, out) => {
        const blocked = new Set(out.map(testId));
        const way = cheapestWay(path, blocked);
        expect(way?.cost ?? null).toBe(bruteForceCost(path, blocked));
        expect(isPossible(path, blocked)).toBe(way !== null);
        if (way === null) return;
        const taken = new Set(way.stepIds);
        expect(way.exact).toBe(true);
        expect(suffices(path, taken)).toBe(true);
        expect([...taken].some((id) => blocked.has(id))).toBe(false);
        for (const id of taken) {
          const less = new Set(taken);
          less.delete(id);
          expect(suffices(path, less)).toBe(false);
        }
      }),
      { numRuns: 200, seed: 61 },
    );
  });

  it("adds what is needed together, takes the best of what is needed once, pays what is shared once", () => {
    const steps = [
      step(1, [], { effort: 4 }),
      step(2, [1], { effort: 1, likelihood: 4 }),
      step(3, [1], { effort: 2, likelihood: 2 }),
      step(4, [2, 3], { effort: 1 }),
      step(5, [], { effort: 5 }),
      step(6, [4, 5], { needs: "any", effort: 1 }),
    ];
    expect(cheapestWay(pathOf(steps, 6))).toEqual({
      cost: 6,
      stepIds: [testId(5), testId(6)],
      likelihood: null,
      exact: true,
    });
    expect(cheapestWay(pathOf(steps, 6), new Set([testId(5)]))).toMatchObject({ cost: 9, likelihood: 2 });
    expect(cheapestWay(pathOf(steps, 6), new Set([testId(1), testId(5)]))).toBeNull();
  });

  it("gives an answer for a hundred steps in a moment", () => {
    const steps = Array.from({ length: 100 }, (_, index) => {
      const before = [index - 1, index - 2, index - 7, index - 11].filter((each) => each >= 0);
      return step(index, before, { needs: index % 3 === 0 ? "all" : "any", effort: 1 + ((index * 7) % 5) });
    });
    const started = performance.now();
    const way = cheapestWay(pathOf(steps, 99));
    expect(way?.stepIds.at(-1)).toBe(testId(99));
    expect(cutSets(pathOf(steps, 99), 3).sets.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("cutSets", () => {
  it("finds exactly the minimal sets that trying every set of steps finds", () => {
    fc.assert(
      fc.property(arbitraryPath, fc.integer({ min: 1, max: 4 }), (path, maxSize) => {
        const cutting = subsets(path.steps.map(({ id }) => id)).filter(
          (set) => set.length <= maxSize && !isPossible(path, new Set(set)),
        );
        const least = cutting.filter(
          (set) => !cutting.some((other) => other.length < set.length && other.every((id) => set.includes(id))),
        );
        const { sets, complete } = cutSets(path, maxSize);
        expect(complete).toBe(true);
        expect(sets.map(String).sort()).toEqual(least.map((set) => String(set.toSorted())).sort());
        expect(sets.map(({ length }) => length)).toEqual(sets.map(({ length }) => length).sort());
      }),
      { numRuns: 150, seed: 62 },
    );
  });

  it("speaks of mitigations as well", () => {
    fc.assert(
      fc.property(arbitraryPath, arbitraryMitigations, (path, mitigations) => {
        const ids = mitigations.map(({ id }) => id);
        const cuts = (set: readonly string[]): boolean => {
          const working = mitigations.map((one) => ({ ...one, working: set.includes(one.id) }));
          return cheapestWay(path, stoppedSteps(path, working)) === null;
        };
        const cutting = subsets(ids).filter(cuts);
        const least = cutting.filter(
          (set) => !cutting.some((other) => other.length < set.length && other.every((id) => set.includes(id))),
        );
        const found = cutSets(path, 4, (one) => mitigations.filter((each) => stops(each, one)).map(({ id }) => id));
        expect(found.sets.map(String).sort()).toEqual(least.map((set) => String(set.toSorted())).sort());
      }),
      { numRuns: 100, seed: 63 },
    );
  });
});

describe("mitigationEffects", () => {
  it("opens exactly what brute force says, and cuts alone exactly where it is a cut by itself", () => {
    fc.assert(
      fc.property(arbitraryPath, arbitraryMitigations, (path, mitigations) => {
        for (const effect of mitigationEffects([path], mitigations)) {
          const cost = (working: boolean, others: boolean): number | null => {
            const list = mitigations.map((one) =>
              one.id === effect.mitigationId ? { ...one, working } : { ...one, working: others && one.working },
            );
            return bruteForceCost(path, stoppedSteps(path, list));
          };
          const [withIt, withoutIt] = [cost(true, true), cost(false, true)];
          expect(effect.opens.length === 1).toBe(withIt === null && withoutIt !== null);
          expect(effect.cheapens.length === 1).toBe(withIt !== null && withoutIt !== null && withoutIt < withIt);
          expect(effect.cutsAlone.length === 1).toBe(cost(true, false) === null);
          const named = effect.opens[0] ?? effect.cheapens[0];
          if (named !== undefined) expect(named.withoutIt?.cost).toBe(withoutIt);
        }
      }),
      { numRuns: 100, seed: 64 },
    );
  });

  it("counts threats over paths, the most frequent first", () => {
    const shared = { threatId: testId(501) };
    const one = pathOf([step(1, [], shared), step(2, [1], { threatId: testId(502) })], 2);
    const two = pathOf([step(1, [], { ...shared, effort: 5 }), step(2), step(3, [1, 2], { needs: "any" })], 3);
    expect(threatsOnPaths([one, two])).toEqual([
      { threatId: testId(501), paths: 2, cheapest: 1 },
      { threatId: testId(502), paths: 1, cheapest: 1 },
    ]);
  });
});

describe("pathProblems", () => {
  it("finds nothing wrong with sound paths", () => {
    fc.assert(
      fc.property(arbitraryPath, (path) => {
        expect(pathProblems(path)).toEqual([]);
        expect(AttackPath.safeParse(path).success).toBe(true);
      }),
      { numRuns: 100, seed: 65 },
    );
  });

  it("names circles, missing and superfluous steps, a missing goal and doubles", () => {
    const codes = (path: AttackPath) => pathProblems(path).map(({ code, stepId }) => [code, stepId]);
    expect(codes(pathOf([step(1, [2]), step(2, [1])], 2))).toEqual([["cycle", testId(2)]]);
    expect(codes(pathOf([step(1), step(2)], 2))).toEqual([["unreachable", testId(1)]]);
    expect(codes(pathOf([step(1, [7])], 1))).toEqual([["missing", testId(1)]]);
    expect(codes(pathOf([step(1)], 9))).toEqual([["no_goal", null]]);
    expect(codes(pathOf([step(1), step(1)], 1))).toEqual([["twice", testId(1)]]);
    const many = Array.from({ length: 101 }, (_, index) => step(index, index === 0 ? [] : [index - 1]));
    expect(codes(pathOf(many, 100))).toEqual([["too_many", null]]);
  });
});
