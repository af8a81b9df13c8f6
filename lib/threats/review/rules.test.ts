import { describe, expect, it } from "vitest";
import { testId } from "../../graph/testing/make.ts";
import { ageReasons, assumptionReasons, basisReasons, contentReason, fieldWords, someOf } from "./rules.ts";
import type { ReviewBasis } from "./schema.ts";

const [a, m, v1, v2] = [1, 2, 3, 4].map(testId) as [string, string, string, string];
const record = {
  type: "dataset",
  id: a,
  name: "Ledger",
  version: 3,
  state: "active",
  fields: { licence: "1", labelling: "2" },
};
const basis: ReviewBasis = {
  v: 1,
  scope: [{ type: "model", id: m }],
  records: [record],
  released: [{ modelId: m, model: "Scorer", versionId: v1, label: "1.0" }],
  packs: [],
  diagrams: {},
  threats: { count: 0, changes: 0 },
};
const now = (given: object = {}) => ({
  scope: basis.scope,
  records: new Map([[a, record]]),
  released: new Map(basis.released.map((one) => [one.modelId, one])),
  ...given,
});
const newer = { modelId: m, model: "Scorer", versionId: v2, label: "2.0" };

describe("why an approval no longer stands", () => {
  it("is nothing while everything is as it was", () => {
    expect(basisReasons(basis, now())).toEqual([]);
    const counted = { ...record, version: 9 };
    expect(basisReasons(basis, now({ records: new Map([[a, counted]]) }))).toEqual([]);
  });

  it.each([
    [
      "changed",
      { records: new Map([[a, { ...record, fields: { licence: "9", labelling: "2" } }]]) },
      "The record of Ledger changed: licence.",
    ],
    ["archived", { records: new Map([[a, { ...record, state: "archived" }]]) }, "Ledger was archived."],
    ["gone", { records: new Map() }, "Ledger is no longer in the inventory."],
    ["released", { released: new Map([[m, newer]]) }, "Scorer 2.0 was released since it was submitted."],
    ["scope", { scope: [] }, "What the threat model looks at changed."],
  ])("names what was %s", (_name, given, words) => {
    expect(basisReasons(basis, now(given)).map((reason) => reason.words)).toEqual([words]);
  });

  it("does not mind the release of a version that was looked at itself", () => {
    const looked = { ...record, type: "model_version", id: v2 };
    const own = { ...basis, records: [looked] };
    expect(basisReasons(own, now({ records: new Map([[v2, looked]]), released: new Map([[m, newer]]) }))).toEqual([]);
  });

  it("is age only after the last day, and counts from the decision", () => {
    const at = new Date("2026-05-01T00:00:00Z");
    expect(ageReasons(at, 10, new Date("2026-05-11T00:00:00Z"))).toEqual([]);
    expect(ageReasons(at, 10, new Date("2026-05-11T00:00:01Z"))).toMatchObject([{ kind: "age" }]);
    expect(ageReasons(null, 10, new Date("2099-01-01T00:00:00Z"))).toEqual([]);
  });

  it("reads as sentences", () => {
    expect(contentReason(["The flow x was added", "y", "z"]).words).toBe("The flow x was added, and 2 more changes.");
    expect(contentReason(null).words).toBe("Its diagrams or threats changed.");
    expect(assumptionReasons([{ text: "x".repeat(300), validUntil: "2026-01-01" }])[0]?.words.length).toBeLessThan(200);
    expect(someOf(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
    expect(someOf(["a", "b"])).toBe("a and b");
    expect(fieldWords("personalData")).toBe("personal data");
  });
});
