import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feedbackPoisoning } from "./feedback-poisoning.ts";
import { fuseEvidence } from "./fuse-evidence.ts";
import { injectionSignal } from "./injection-signal.ts";
import { leakSignal } from "./leak-signal.ts";
import { oodSignal } from "./ood-signal.ts";

describe("injectionSignal", () => {
  const usual = { injections: 20, n: 10_000 };

  it("weighs attempts against passes, with Wilson's interval: 1 of 10 is 1.8% to 40.4%", () => {
    const signal = injectionSignal({ n: 1000, injections: 10, injectionsPassed: 1, usual });
    expect(signal?.sure).toBeGreaterThanOrEqual(0.95);
    expect(signal?.evidence.passedLow).toBeCloseTo(0.0179, 4);
    expect(signal?.evidence.passedHigh).toBeCloseTo(0.4042, 4);
    expect(signal?.saw).toMatch(
      /^10 attempts at prompt injection, 1 not blocked: 10% passed \(between 1\.8% and 40\.4%\)/u,
    );
  });

  it("is hardly sure of one blocked attempt, and silent without any", () => {
    expect(injectionSignal({ n: 1000, injections: 1, injectionsPassed: 0, usual })?.sure).toBe(0.2);
    expect(injectionSignal({ n: 1000, injections: 80, injectionsPassed: 0, usual })?.sure).toBe(0.9);
    expect(injectionSignal({ n: 1000, injections: 0, injectionsPassed: 0, usual })).toBeNull();
  });
});

describe("leakSignal", () => {
  const usual = { pii: 10, n: 1000 };

  it("is certain of a canary, nearly of a secret, and compares personal data", () => {
    expect(leakSignal({ n: 100, pii: 0, secrets: 0, canaries: 1, usual })).toMatchObject({
      kind: "canary",
      sure: 1,
      p: 0,
    });
    expect(leakSignal({ n: 100, pii: 0, secrets: 2, canaries: 0, usual })).toMatchObject({ kind: "leak", sure: 0.9 });
    expect(leakSignal({ n: 100, pii: 1, secrets: 0, canaries: 0, usual })?.sure).toBe(0);
    expect(leakSignal({ n: 100, pii: 30, secrets: 0, canaries: 0, usual })?.sure).toBe(0.85);
    expect(leakSignal({ n: 100, pii: 0, secrets: 0, canaries: 0, usual })).toBeNull();
    expect(leakSignal({ n: 5, pii: 1, secrets: 0, canaries: 0, usual })?.saw).toBe("Personal data in 1 answer.");
  });
});

describe("oodSignal", () => {
  it("needs both a rise worth a word and a small p", () => {
    const usual = { count: 100, total: 10_000 };
    expect(oodSignal({ count: 80, total: 1000 }, usual)?.sure).toBe(0.9);
    expect(oodSignal({ count: 240, total: 20_000 }, usual)?.sure).toBe(0);
    expect(oodSignal({ count: 1, total: 10 }, usual)).toBeNull();
  });
});

describe("feedbackPoisoning", () => {
  const people = Array.from({ length: 9 }, (_, k) => ({ client: `p${k}`, labels: { spam: 10, ham: 10 }, flips: 2 }));

  it("finds who contradicts the model over and over with one label", () => {
    const signal = feedbackPoisoning([...people, { client: "x", labels: { ham: 300 }, flips: 280 }]);
    expect(signal?.sure).toBeGreaterThan(0.8);
    expect(signal?.techniques).toEqual(["AML.T0020"]);
    expect(signal?.evidence.share).toBeCloseTo(300 / 480, 12);
    expect(signal?.evidence.concentration).toBeCloseTo((300 / 480) ** 2 + 9 * (20 / 480) ** 2, 12);
  });

  it("does not suspect one who sends a lot of the same as others", () => {
    const signal = feedbackPoisoning([...people, { client: "x", labels: { spam: 150, ham: 150 }, flips: 30 }]);
    expect(signal?.sure).toBe(0);
    expect(feedbackPoisoning(people.slice(0, 3))).toBeNull();
    expect(feedbackPoisoning(people.map((one) => ({ ...one, labels: { spam: 1 } })))).toBeNull();
  });
});

describe("fuseEvidence", () => {
  it("is the Cauchy combination: of p and p it is p", () => {
    const one = (p: number) => ({ p, weight: 0.5, words: `${p}` });
    expect(fuseEvidence([one(0.03), one(0.03)]).p).toBeCloseTo(0.03, 12);
    expect(fuseEvidence([one(1e-30), one(0.5)]).p).toBeCloseTo(2e-30, 34);
    expect(fuseEvidence([one(1e-8), one(1e-8), one(0.5)])).toMatchObject({ sure: 0.75, saw: ["1e-8", "1e-8"] });
    expect(fuseEvidence([])).toEqual({ p: 1, sure: 0, saw: [] });
  });

  it("stays between 0 and 1", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ p, weight: p, words: fc.constant("w") })), (evidence) => {
        const fused = fuseEvidence(evidence);
        expect(fused.p >= 0 && fused.p <= 1).toBe(true);
        expect(fused.sure >= 0 && fused.sure <= 1).toBe(true);
      }),
    );
  });
});
