import { describe, expect, it } from "vitest";
import { normalStream } from "../../stats/testing/random-stream.ts";
import { drawn, numericReference, numericWindow } from "../testing/feature-windows.ts";
import { describeDrift } from "./describe-drift.ts";
import { driftVerdict } from "./drift-verdict.ts";
import { judgeFeatures } from "./judge-features.ts";

const next = normalStream(9);

function feature(name: string, shift: number, n = 300) {
  const reference = numericReference(drawn(600, next));
  const current = numericWindow(
    reference.edges,
    drawn(n, next).map((value) => value + shift),
  );
  return { feature: name, verdict: driftVerdict({ kind: "numeric", reference, current }) };
}

describe("judgeFeatures", () => {
  it("adjusts p over all features: what was drift alone is none among two hundred", () => {
    const quiet = Array.from({ length: 200 }, (_, k) => feature(`f${k}`, 0, 100));
    const shifted = feature("age", 1);
    const judged = judgeFeatures([...quiet, shifted]);
    const own = shifted.verdict.parts[0];
    const adjusted = judged[200]?.verdict.parts[0];
    expect(adjusted?.adjusted).toBeGreaterThan(own?.p ?? 1);
    expect(judged[200]?.verdict).toMatchObject({ status: "drifted", severity: "high" });
    expect(judged.slice(0, 200).filter(({ verdict }) => verdict.status === "drifted")).toEqual([]);
  });

  it("takes severity from the effect, whatever p is", () => {
    const [few, many] = judgeFeatures([feature("few", 0.4, 400), feature("many", 0.4, 20_000)]);
    expect(few?.verdict.severity).toBe(many?.verdict.severity);
  });

  it("leaves a feature without a reference as it is", () => {
    const { verdict } = feature("age", 0);
    const none = driftVerdict({ kind: "numeric", reference: null, current: { counts: [], nulls: 0 } });
    const judged = judgeFeatures([
      { feature: "new", verdict: none },
      { feature: "age", verdict },
    ]);
    expect(judged[0]).toEqual({ feature: "new", verdict: none });
    expect(judged[1]?.verdict.parts).toHaveLength(3);
    expect(judgeFeatures([{ feature: "new", verdict: none }])).toHaveLength(1);
  });
});

describe("describeDrift", () => {
  const reference = {
    counts: new Map([
      ["a", 6000],
      ["b", 6000],
    ]),
    other: 0,
    nulls: 0,
  };
  const say = (counts: [string, number][], other = 0, nulls = 0) =>
    describeDrift(driftVerdict({ kind: "categorical", reference, current: { counts: new Map(counts), other, nulls } }));

  it("says it in words with numbers", () => {
    expect(
      say([
        ["a", 4331],
        ["b", 481],
      ]),
    ).toBe("Values moved: JS distance 0.38, p < 0.001, n = 4,812 against 12,000 of the reference.");
    expect(say([["a", 100]], 20)).toContain("New: (other) (16.7%). No longer seen: b (50%).");
    expect(
      say([
        ["a", 50],
        ["b", 50],
      ]),
    ).toBe(
      "Values did not move enough to matter: JS distance 0.00, p = 1.00, n = 100 against 12,000 of the reference.",
    );
    expect(
      say(
        [
          ["a", 500],
          ["b", 500],
        ],
        0,
        100,
      ),
    ).toBe("Missing values went from 0% to 9.1%, p < 0.001, n = 1,100 against 12,000 of the reference.");
    expect(say([["a", 5]])).toBe(
      "Not enough data to say: 5 values against 12,000 of the reference, at least 50 are needed on each side.",
    );
  });
});
