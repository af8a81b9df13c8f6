import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import { categoricalWindow, drawn, numericReference, numericWindow } from "../testing/feature-windows.ts";
import { driftVerdict } from "./drift-verdict.ts";

const next = normalStream(1);
const REFERENCE = numericReference(drawn(2000, next));
const judge = (column: readonly unknown[], reference = REFERENCE) =>
  driftVerdict({ kind: "numeric", reference, current: numericWindow(reference.edges, column) });

describe("driftVerdict of numbers", () => {
  it("has no reference to compare with", () => {
    const current = numericWindow(REFERENCE.edges, [1, 2, null]);
    expect(driftVerdict({ kind: "numeric", reference: null, current })).toMatchObject({
      status: "no_reference",
      rows: { reference: 0, current: 3 },
      parts: [],
    });
  });

  it("finds a shift of half a deviation and gives every number", () => {
    const verdict = judge(drawn(1000, next).map((value) => value + 0.5));
    expect(verdict).toMatchObject({ status: "drifted", severity: "high", leading: { part: "values" } });
    expect(verdict.statistics.ks?.d).toBeCloseTo(0.197, 1); // 2Φ(0.25) − 1
    expect(verdict.statistics.wasserstein?.perSd).toBeCloseTo(0.5, 1);
    expect(verdict.statistics.psi?.p).toBeLessThan(1e-6);
    expect(verdict.statistics.mean?.after).toBeCloseTo(0.5, 1);
  });

  it("needs both: a tiny change among very many is no drift, nor is a large one among few", () => {
    const many = numericReference(drawn(40_000, next));
    const verdict = judge(
      drawn(40_000, next).map((value) => value + 0.05),
      many,
    );
    expect(verdict.parts[0]?.p).toBeLessThan(1e-5);
    expect(verdict.status).toBe("stable");
    expect(judge(drawn(49, next).map((value) => value + 2)).status).toBe("not_enough_data");
  });

  it("sees a feature that became null, though few values are left to compare", () => {
    const verdict = judge([...drawn(20, next), ...Array.from({ length: 400 }, () => null)]);
    expect(verdict).toMatchObject({ status: "drifted", severity: "high", leading: { part: "nulls" } });
    expect(verdict.statistics.nulls?.after).toBeCloseTo(400 / 420, 12);
    const wrong = judge([...drawn(100, next), ...Array.from({ length: 20 }, () => "n/a")]);
    expect(wrong).toMatchObject({ status: "drifted", leading: { part: "invalid" } });
  });

  it("knows constants: the same one, and one that changed", () => {
    const constant = numericReference(drawn(100, () => 7));
    expect(
      judge(
        drawn(100, () => 7),
        constant,
      ).status,
    ).toBe("constant");
    const moved = judge(
      drawn(100, () => 8),
      constant,
    );
    expect(moved).toMatchObject({ status: "drifted", severity: "high" });
    expect(moved.statistics.wasserstein?.perSd).toBeNull();
  });

  it("keeps its level: without drift p is below 0.05 in at most 7% of windows", () => {
    const source = normalStream(77);
    let below = 0;
    for (let round = 0; round < 300; round += 1) {
      const reference = numericReference(drawn(400, source));
      const verdict = judge(drawn(150, source), reference);
      if ((verdict.parts[0]?.p ?? 1) < 0.05) below += 1;
    }
    expect(below / 300).toBeLessThan(0.07);
  });

  it("never answers NaN and never throws", () => {
    const cell = fc.oneof(fc.double(), fc.constant(null), fc.constant("x"), fc.constantFrom(0, 1, Infinity, 5e-324));
    const column = fc.array(cell, { maxLength: 120 });
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        column,
        (past, now) => {
          const verdict = judge(now, numericReference(past));
          expect(JSON.stringify(verdict, (_, part: unknown) => (Number.isNaN(part) ? "NaN" : part))).not.toContain(
            "NaN",
          );
        },
      ),
    );
  });
});

describe("driftVerdict of categories", () => {
  const reference = categoricalWindow({ card: 600, cash: 300, cheque: 100 });
  const ask = (current: ReturnType<typeof categoricalWindow>) =>
    driftVerdict({ kind: "categorical", reference, current });

  it("computes the published numbers: chi-square of 600/300/100 against 400/500/100", () => {
    // scipy.stats.chi2_contingency([[600, 300, 100], [400, 500, 100]]): 90.0, 2 degrees, p = 2.86e-20 = exp(-45).
    const { statistics, status } = ask(categoricalWindow({ card: 400, cash: 500, cheque: 100 }));
    expect(statistics.chiSquare?.statistic).toBeCloseTo(90, 9);
    expect(statistics.chiSquare?.p).toBeCloseTo(Math.exp(-45), 24);
    // (0.4 − 0.6) ln(0.4/0.6) + (0.5 − 0.3) ln(0.5/0.3)
    expect(statistics.psi?.value).toBeCloseTo(0.2 * Math.log(1.5) + 0.2 * Math.log(5 / 3), 9);
    expect(status).toBe("drifted");
  });

  it("names new and lost categories", () => {
    const verdict = ask({ ...categoricalWindow({ card: 600, cash: 300 }, 100), named: [["crypto", 90]] });
    expect(verdict.status).toBe("drifted");
    expect(verdict.statistics.appeared.map(({ category }) => category)).toEqual(["crypto", "(other)"]);
    expect(verdict.statistics.lost).toMatchObject([{ category: "cheque", count: 100, share: 0.1 }]);
  });

  it("stays stable with the same shares and does not judge few", () => {
    expect(ask(categoricalWindow({ card: 118, cash: 63, cheque: 19 })).status).toBe("stable");
    expect(ask(categoricalWindow({ card: 10, cash: 30 })).status).toBe("not_enough_data");
    expect(ask(categoricalWindow({}, 0, 60))).toMatchObject({ status: "drifted", leading: { part: "nulls" } });
  });

  it("is constant with one category, and sees rare ones exactly", () => {
    const one = categoricalWindow({ yes: 500 });
    expect(driftVerdict({ kind: "categorical", reference: one, current: one }).status).toBe("constant");
    const few = driftVerdict({ kind: "categorical", reference: one, current: categoricalWindow({ yes: 57 }, 3) });
    expect(few.statistics.chiSquare).toBeNull();
    expect(few.parts[0]?.p).toBeCloseTo((60 * 59 * 58) / (560 * 559 * 558), 6);
  });

  it("keeps its level over windows of the same shares", () => {
    const uniform = uniformStream(5);
    let below = 0;
    for (let round = 0; round < 400; round += 1) {
      const counts = { card: 0, cash: 0, cheque: 0 };
      for (let k = 0; k < 200; k += 1) {
        const u = uniform();
        counts[u < 0.6 ? "card" : u < 0.9 ? "cash" : "cheque"] += 1;
      }
      const base = { card: 0, cash: 0, cheque: 0 };
      for (let k = 0; k < 300; k += 1) {
        const u = uniform();
        base[u < 0.6 ? "card" : u < 0.9 ? "cash" : "cheque"] += 1;
      }
      const question = { reference: categoricalWindow(base), current: categoricalWindow(counts) };
      if ((driftVerdict({ kind: "categorical", ...question }).parts[0]?.p ?? 1) < 0.05) below += 1;
    }
    expect(below / 400).toBeGreaterThan(0.01);
    expect(below / 400).toBeLessThan(0.08);
  });
});
