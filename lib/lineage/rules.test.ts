import { describe, expect, it } from "vitest";
import {
  affectedSentence,
  groupNodes,
  lineageHref,
  madeFromSentence,
  nodeHref,
  ownerlessSentence,
  unsureSentence,
} from "./rules.ts";
import type { LineageNode, LineageTotals } from "./schema.ts";

const totals = (byType: LineageTotals["byType"], more: Partial<LineageTotals> = {}): LineageTotals => ({
  byType,
  count: byType.reduce((sum, { count }) => sum + count, 0),
  complete: true,
  live: 0,
  unsure: 0,
  ...more,
});

const node = (name: string, more: Partial<LineageNode> = {}): LineageNode => ({
  type: "deployment",
  id: "01890000-0000-7000-8000-000000000000",
  slug: name,
  name,
  detail: "",
  sensitivity: "internal",
  state: "active",
  status: "",
  owner: null,
  side: "down",
  distance: 1,
  via: "runs",
  certain: true,
  ...more,
});

describe("the sentence", () => {
  it("says what is affected, deployments first and how many of them are live", () => {
    const down = totals(
      [
        { type: "model", count: 1 },
        { type: "system", count: 2 },
        { type: "deployment", count: 3 },
      ],
      { live: 2 },
    );
    expect(affectedSentence("Payments", down)).toBe(
      "If Payments is compromised, 6 things are affected: 3 deployments (2 live), 2 AI systems and 1 model.",
    );
  });

  it("is right for nothing, for one thing, and when counting stopped", () => {
    expect(affectedSentence("Torch", totals([]))).toBe("Nothing that is recorded depends on Torch.");
    expect(affectedSentence("Torch", totals([{ type: "deployment", count: 1 }], { live: 1 }))).toBe(
      "If Torch is compromised, 1 thing is affected: 1 deployment (which is live).",
    );
    expect(affectedSentence("Torch", totals([{ type: "model_version", count: 21_344 }], { complete: false }))).toBe(
      "If Torch is compromised, more than 21,344 things are affected: 21,344 model versions.",
    );
    expect(madeFromSentence("API", totals([{ type: "vendor", count: 1 }]))).toBe("API rests on 1 thing: 1 vendor.");
  });

  it("says how many only may be affected", () => {
    expect(unsureSentence({ unsure: 0, count: 3 })).toBe("");
    expect(unsureSentence({ unsure: 2, count: 3 })).toMatch(/^2 of them may be affected/);
    expect(unsureSentence({ unsure: 3, count: 3 })).toMatch(/^All of them may be affected/);
  });

  it("says how many nobody answers for", () => {
    const owner = { id: "01890000-0000-7000-8000-000000000001", name: "Lena", active: true };
    expect(ownerlessSentence([node("a", { owner })])).toBe("");
    expect(ownerlessSentence([node("a"), node("b", { owner })])).toBe("Nobody answers for 1 of them.");
  });
});

describe("the groups", () => {
  it("begin with live deployments; in each the nearest first, what is out of use last", () => {
    const groups = groupNodes([
      node("desk", { type: "system" }),
      node("gone", { status: "live", state: "archived" }),
      node("far", { status: "live", distance: 4 }),
      node("near", { status: "throttled", distance: 2 }),
      node("off", { status: "stopped", distance: 9 }),
    ]);
    expect(groups.map(({ title, nodes }) => [title, nodes.map(({ name }) => name)])).toEqual([
      ["Live deployments", ["near", "far"]],
      ["Other deployments", ["off", "gone"]],
      ["AI systems", ["desk"]],
    ]);
  });
});

describe("addresses", () => {
  it("lead to the page of a thing and to its lineage", () => {
    expect(nodeHref({ type: "model", slug: "fraud" })).toBe("/models/fraud");
    expect(nodeHref({ type: "model_version", slug: "fraud/2.1+gpu" })).toBe("/models/fraud/versions/2.1%2Bgpu");
    expect(nodeHref({ type: "deployment", slug: "api" })).toBe("/deployments/api");
    expect([lineageHref("x"), lineageHref("x", { affected: true })]).toEqual([
      "/lineage?of=x",
      "/lineage?of=x&direction=down&tab=list",
    ]);
  });
});
