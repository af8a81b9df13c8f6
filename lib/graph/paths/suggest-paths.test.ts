import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyDiagram, toDiagram } from "../diagram.ts";
import { arbitraryContent } from "../testing/arbitrary-content.ts";
import { makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { cheapestWay } from "./cheapest-way.ts";
import { pathProblems } from "./check-path.ts";
import { AttackPath, pathLimits } from "./schema.ts";
import { entriesOf, suggestPaths, suggestionLimits, type UsableThreat } from "./suggest-paths.ts";

function counter(): () => string {
  let next = 5000;
  return () => {
    next += 1;
    return testId(next);
  };
}

const threat = (id: number, aboutId: string, likelihood: number | null = null): UsableThreat => ({
  id: testId(id),
  title: `Threat ${String(id)}`,
  aboutId,
  likelihood,
});

describe("suggestPaths", () => {
  const zone = makeZone({ id: testId(1), trust: 3 });
  const user = makeElement({ id: testId(10), name: "User", kind: "actor" });
  const agent = makeElement({ id: testId(11), name: "Agent", kind: "agent", zoneId: zone.id });
  const tool = makeElement({ id: testId(12), name: "Mail tool", kind: "tool", zoneId: zone.id });
  const store = makeElement({ id: testId(13), name: "Ledger", kind: "store", zoneId: zone.id });
  const flow = (id: number, from: { id: string }, to: { id: string }) =>
    makeFlow({ id: testId(id), sourceId: from.id, targetId: to.id });
  const content = {
    zones: [zone],
    elements: [user, agent, tool, store],
    flows: [flow(20, user, agent), flow(21, agent, tool), flow(22, tool, store), flow(23, agent, store)],
    assumptions: [],
  };

  it("chains the threats on the way: any of an element's, one after the other, each route for itself", () => {
    const threats = [threat(40, agent.id, 5), threat(41, agent.id, 2), threat(42, testId(22), 4), threat(43, store.id)];
    const [path, ...others] = suggestPaths(toDiagram(content), threats, store.id, counter());
    expect(others).toEqual([]);
    expect(path).toMatchObject({ name: "User to Ledger", entryId: user.id, assetId: store.id });
    expect(pathProblems(path!)).toEqual([]);
    expect(path!.steps.map(({ title, effort, after }) => [title, effort, after.length])).toEqual([
      ["Threat 40", 1, 0],
      ["Threat 41", 4, 0],
      ["Reach Agent", 0, 2],
      ["Threat 43", 3, 1],
      ["Get to Mail tool", 3, 1],
      ["Threat 42", 2, 1],
      ["Threat 43", 3, 1],
      ["Reach Ledger", 0, 2],
      ["Reach Ledger", 0, 2],
    ]);
    const way = cheapestWay(path!);
    expect(way?.cost).toBe(4);
    expect(path!.steps.filter(({ id }) => way!.stepIds.includes(id)).map(({ title }) => title)).toEqual([
      "Threat 40",
      "Reach Agent",
      "Threat 43",
      "Reach Ledger",
    ]);
  });

  it("goes against a flow only where no flow leads to the asset", () => {
    const reads = { ...content, flows: [flow(20, user, agent), flow(24, store, agent)] };
    const [path] = suggestPaths(toDiagram(reads), [], store.id, counter());
    expect(path?.steps.map(({ title }) => title)).toEqual(["Get to Agent", "Get to Ledger"]);
    expect(suggestPaths(toDiagram({ ...content, flows: [] }), [], store.id, counter())).toEqual([]);
    expect(suggestPaths(emptyDiagram(), [], store.id, counter())).toEqual([]);
  });

  it("begins where nobody is trusted", () => {
    const internet = makeZone({ id: testId(2), trust: 0 });
    const diagram = toDiagram({
      ...content,
      zones: [zone, internet],
      elements: [
        user,
        makeElement({ id: testId(14), zoneId: internet.id }),
        makeElement({ id: testId(15), zoneId: null }),
        makeElement({ id: testId(16), kind: "actor", zoneId: zone.id }),
        makeElement({ id: testId(17), kind: "actor", outOfScope: "Not ours" }),
      ],
    });
    expect(entriesOf(diagram).map(({ id }) => id)).toEqual([user.id, testId(14)]);
  });

  it("never suggests more steps than a path may hold", () => {
    const { routes, hops, threatsEach } = suggestionLimits;
    expect(routes * hops * (threatsEach + 1) + 1).toBeLessThanOrEqual(pathLimits.steps);
  });

  it("gives sound paths for any diagram, the same for the same, within its limits", () => {
    fc.assert(
      fc.property(arbitraryContent(), fc.nat(9), fc.array(fc.nat(9), { maxLength: 6 }), (any, asset, about) => {
        const threats = about.map((each, index) => threat(600 + index, testId(each), (index % 5) + 1));
        const paths = suggestPaths(toDiagram(any), threats, testId(asset), counter());
        expect(suggestPaths(toDiagram(any), threats.toReversed(), testId(asset), counter())).toEqual(paths);
        expect(paths.length).toBeLessThanOrEqual(suggestionLimits.entries);
        for (const path of paths) {
          expect(pathProblems(path)).toEqual([]);
          expect(AttackPath.safeParse(path).success).toBe(true);
          expect(cheapestWay(path)).not.toBeNull();
        }
      }),
      { numRuns: 150, seed: 66 },
    );
  });
});
