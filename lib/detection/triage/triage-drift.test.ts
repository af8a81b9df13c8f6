import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triageDrift, type TriageQuestion } from "./triage-drift.ts";

const NOTHING: TriageQuestion = {
  effect: 3,
  withoutTop: { effect: 3, p: 0.0001, clients: 3, share: 0.1 },
  clientsSure: 0,
  nulls: 0,
  invalid: 0,
  schemaChanges: 0,
  releases: [],
  earlierWeeks: [0.2, 0.3, 0.1],
  otherModels: null,
};

const first = (change: Partial<TriageQuestion>) => triageDrift({ ...NOTHING, ...change })[0];

describe("triageDrift", () => {
  it("is an attack when the drift goes with three clients", () => {
    expect(first({ withoutTop: { effect: 0.3, p: 0.2, clients: 3, share: 0.12 }, clientsSure: 0.9 })).toMatchObject({
      cause: "attack",
      number: 0.3,
      words:
        "Without the 3 busiest clients (12% of events) there is no drift worth a word: effect 0.3, p = 0.20, instead of 3; from 1 on it is worth a word.",
    });
  });

  it("is a bug when values go missing after a release", () => {
    expect(first({ nulls: 0.4, releases: ["fraud 2.1"] })).toMatchObject({
      cause: "bug",
      number: 40,
      words: "Missing values changed by 40 points; released shortly before: fraud 2.1.",
    });
    expect(first({ schemaChanges: 1 })?.cause).toBe("bug");
  });

  it("is the season when earlier weeks had the same", () => {
    expect(first({ earlierWeeks: [2.9, 3.1, 2.8] })).toMatchObject({ cause: "season", number: 2.9 });
    expect(first({ earlierWeeks: [] })?.cause).toBe("world");
  });

  it("is the world when nothing else explains it, more so when other models drift", () => {
    const alone = first({});
    const together = first({ otherModels: 0.8 });
    expect([alone?.cause, together?.cause]).toEqual(["world", "world"]);
    expect(together?.strength).toBeGreaterThan(alone?.strength ?? 1);
    expect(together?.words).toBe("80% of the other models drifted in the same window.");
  });

  it("ranks four causes whose shares add up to 1", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const effect = fc.double({ min: 0, max: 50, noNaN: true });
    const question: fc.Arbitrary<TriageQuestion> = fc.record({
      effect,
      withoutTop: fc.option(fc.record({ effect, p: share, clients: fc.constant(3), share })),
      clientsSure: share,
      nulls: fc.option(share),
      invalid: fc.option(share),
      schemaChanges: fc.nat(5),
      releases: fc.array(fc.string()),
      earlierWeeks: fc.array(effect),
      otherModels: fc.option(share),
    });
    fc.assert(
      fc.property(question, (asked) => {
        const ranked = triageDrift(asked);
        expect(ranked).toHaveLength(4);
        expect(ranked.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 9);
        ranked.forEach(({ strength }) => expect(strength >= 0 && strength <= 1).toBe(true));
      }),
    );
  });
});
