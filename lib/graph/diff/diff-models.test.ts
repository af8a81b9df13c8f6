import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DiagramContent } from "../schema.ts";
import { arbitraryContent } from "../testing/arbitrary-content.ts";
import { makeAssumption, makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { diffModels } from "./diff-models.ts";
import { ModelDiff } from "./schema.ts";
import { substanceBytes, substanceOf, type ComparedModel, type ComparedThreat } from "./substance.ts";
import { byTopic, drawingWords } from "./topics.ts";

const diagramId = testId(1000);
const model = (content: DiagramContent, threats: ComparedThreat[] = []): ComparedModel => ({
  diagrams: [{ id: diagramId, name: "Assistant", content }],
  threats,
});
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const severity = fc.constantFrom("low" as const, "high" as const, null);
const arbitraryThreat = fc.record({
  id: fc.integer({ min: 400, max: 404 }).map(testId),
  title: fc.constantFrom("Poisoned index", "Stolen weights"),
  aboutId: fc.option(fc.integer({ min: 0, max: 9 }).map(testId)),
  state: fc.constantFrom("accepted", "mitigated"),
  severity,
  residual: severity,
});
const arbitraryModel = fc
  .record({
    content: arbitraryContent(),
    second: fc.option(arbitraryContent(8)),
    threats: fc.uniqueArray(arbitraryThreat, { selector: ({ id }) => id, maxLength: 4 }),
  })
  .map(({ content, second, threats }): ComparedModel => ({
    diagrams: [
      { id: diagramId, name: "Assistant", content },
      ...(second === null ? [] : [{ id: testId(1001), name: "Training", content: second }]),
    ],
    threats,
  }));

/** The zones around something, worked out anew by following parents. */
function around(content: DiagramContent, elementId: string): Set<string> {
  const ids = new Set<string>();
  let next = content.elements.find(({ id }) => id === elementId)!.zoneId;
  while (next !== null) {
    ids.add(next);
    next = content.zones.find(({ id }) => id === next)!.parentId;
  }
  return ids;
}

function borders(content: DiagramContent, flowId: string): string[] {
  const flow = content.flows.find(({ id }) => id === flowId)!;
  const [source, target] = [around(content, flow.sourceId), around(content, flow.targetId)];
  return [
    ...[...source].filter((id) => !target.has(id)).map((id) => `left ${id}`),
    ...[...target].filter((id) => !source.has(id)).map((id) => `entered ${id}`),
  ].sort();
}

describe("diffModels", () => {
  it("finds no change exactly when the substance is the same", () => {
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, fc.boolean(), (before, other, same) => {
        const after = same ? structuredClone(before) : other;
        const unchanged = text(substanceBytes(before)) === text(substanceBytes(after));
        expect(diffModels(before, after).changes.length === 0).toBe(unchanged);
        if (same) expect(unchanged).toBe(true);
      }),
      { numRuns: 150, seed: 51 },
    );
  });

  it("is mirrored when the versions are: what was added is removed, everything else stays changed", () => {
    fc.assert(
      fc.property(arbitraryModel, arbitraryModel, (before, after) => {
        const key = (mark: string, { part, id, kind }: { part: string; id: string; kind: string }): string =>
          `${part} ${id} ${mark === "changed" ? kind : mark}`;
        const turned = { added: "removed", removed: "added", changed: "changed" } as const;
        const there = diffModels(before, after);
        const back = diffModels(after, before);
        expect(there.changes.map((change) => key(change.mark, change)).sort()).toEqual(
          back.changes.map((change) => key(turned[change.mark], change)).sort(),
        );
        expect(there.drawingOnly).toBe(back.drawingOnly);
        expect(ModelDiff.safeParse(there).success).toBe(true);
        expect(byTopic(there.changes).flatMap(({ changes }) => changes).length).toBe(there.changes.length);
      }),
      { numRuns: 100, seed: 52 },
    );
  });

  it("names a flow's exposure exactly when the borders it crosses differ, worked out by brute force", () => {
    fc.assert(
      fc.property(arbitraryContent(), arbitraryContent(), (before, after) => {
        const said = diffModels(model(before), model(after)).changes.filter(
          ({ part, kind }) => part === "flow" && kind === "exposure",
        );
        const both = after.flows.filter(({ id }) => before.flows.some((flow) => flow.id === id));
        const expected = both.filter(({ id }) => String(borders(before, id)) !== String(borders(after, id)));
        expect(said.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      }),
      { numRuns: 150, seed: 53 },
    );
  });

  it("does not depend on the order of lists, and counts what was only drawn anew", () => {
    fc.assert(
      fc.property(arbitraryContent(), arbitraryContent(), (before, after) => {
        const turned = {
          zones: after.zones.toReversed(),
          elements: after.elements.toReversed(),
          flows: after.flows.toReversed(),
          assumptions: after.assumptions.toReversed(),
        };
        expect(diffModels(model(before), model(turned))).toEqual(diffModels(model(before), model(after)));
        const shifted = { ...after, elements: after.elements.map((element) => ({ ...element, x: element.x + 7 })) };
        expect(diffModels(model(after), model(shifted))).toEqual({ changes: [], drawingOnly: after.elements.length });
        expect(substanceOf(shifted)).toEqual(substanceOf(after));
      }),
      { numRuns: 60, seed: 54 },
    );
  });
});

describe("the words", () => {
  const bank = makeZone({ id: testId(1), name: "Bank network", trust: 3 });
  const platform = makeZone({ id: testId(2), name: "Assistant platform", trust: 2 });
  const customer = makeElement({ id: testId(10), name: "Customer", kind: "actor" });
  const gateway = makeElement({ id: testId(11), name: "Gateway", zoneId: bank.id });
  const index = makeElement({ id: testId(12), name: "Vector index", kind: "rag_store", zoneId: bank.id });
  const question = makeFlow({ id: testId(20), sourceId: customer.id, targetId: gateway.id, name: "question" });
  const passages = makeFlow({ id: testId(21), sourceId: index.id, targetId: gateway.id, name: "passages" });
  const before: DiagramContent = {
    zones: [bank, platform],
    elements: [customer, gateway, index],
    flows: [question, passages],
    assumptions: [makeAssumption({ id: testId(30), text: "Only staff write to the index" })],
  };
  const words = (after: Partial<DiagramContent>, threats: [ComparedThreat[], ComparedThreat[]] = [[], []]) =>
    diffModels(model(before, threats[0]), model({ ...before, ...after }, threats[1])).changes.map((one) => one.words);

  it("say where a thing moved, what that means for trust, and which borders its flows cross now", () => {
    expect(words({ elements: [customer, gateway, { ...index, zoneId: platform.id, x: 90 }] })).toEqual([
      "Vector index moved from Bank network to Assistant platform: trusted instead of protected",
      "The flow “passages” from Vector index to Gateway now enters Bank network and leaves Assistant platform",
    ]);
  });

  it("say what a flow crosses no longer", () => {
    const swapped = { elements: [customer, { ...gateway, zoneId: platform.id }, index] };
    const apart = diffModels(model({ ...before, ...swapped }), model(before)).changes.map((one) => one.words);
    expect(apart).toContain(
      "The flow “passages” from Vector index to Gateway no longer enters Assistant platform or leaves Bank network",
    );
  });

  it("say what became of zones, flows, answers, bindings and assumptions", () => {
    const after = {
      zones: [{ ...bank, trust: 1 as const, name: "Branch network" }, platform],
      elements: [
        customer,
        { ...gateway, outOfScope: "Covered by the network's own model" },
        {
          ...index,
          kind: "store" as const,
          bound: { type: "dataset" as const, id: testId(77) },
          answers: { "node.internet_exposed": "yes" as const },
        },
      ],
      flows: [
        { ...question, bidirectional: true, protocol: "HTTPS" },
        { ...passages, targetId: customer.id },
      ],
      assumptions: [{ ...before.assumptions[0]!, state: "wrong" as const, validUntil: "2027-01-31" }],
    };
    expect(words(after)).toEqual([
      "Zone Branch network is now partly trusted (was protected)",
      "Gateway is no longer looked at: Covered by the network's own model",
      "Gateway lies in Branch network, which is now partly trusted (was protected)",
      "Vector index lies in Branch network, which is now partly trusted (was protected)",
      "The flow “passages” from Vector index to Customer went from Vector index to Gateway before",
      "The assumption “Only staff write to the index” is found to be wrong",
      "Answers about Vector index: internet exposed is yes (was not answered)",
      "Vector index is now drawn as Store (was Retrieval store)",
      "Vector index now stands for a dataset of the inventory",
      "The flow “passages” from Vector index to Customer now leaves Branch network",
      "The flow “question” between Customer and Gateway goes both ways now",
      "The flow “question” between Customer and Gateway now uses HTTPS",
      "Zone Bank network is now called Branch network",
      "The assumption “Only staff write to the index” holds until 2027-01-31 (it had no end before)",
    ]);
  });

  it("say what was added and removed, and what happened to threats", () => {
    const threat = (id: number, title: string, more: Partial<ComparedThreat> = {}): ComparedThreat => ({
      id: testId(id),
      title,
      aboutId: index.id,
      state: "accepted",
      severity: "high",
      residual: null,
      ...more,
    });
    const after = { elements: [customer, gateway], flows: [question], zones: [bank] };
    const threats: [ComparedThreat[], ComparedThreat[]] = [
      [threat(40, "Poisoned index"), threat(41, "Stolen weights")],
      [
        threat(41, "Stolen weights", { state: "accepted_risk", severity: "critical" }),
        threat(42, "Flooding", { aboutId: null }),
      ],
    ];
    expect(words(after, threats)).toEqual([
      "Zone Assistant platform was removed",
      "Vector index (Retrieval store) was removed from Bank network",
      "New threat “Flooding” to the whole system, high",
      "The severity of “Stolen weights” is now critical (was high)",
      "The threat “Poisoned index” to Vector index is gone",
      "“Stolen weights” is now accepted risk (was accepted)",
      "The flow “passages” from Vector index to Gateway was removed",
    ]);
    expect(diffModels(model(before), { diagrams: [], threats: [] }).changes[0]?.words).toBe(
      "The diagram Assistant was removed",
    );
    expect(drawingWords(12)).toBe("12 things were only moved on the drawing.");
  });
});
