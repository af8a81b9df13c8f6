import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisWords, niceScale, shareWords, valueWords } from "./chart-number.ts";
import { markLetters } from "./chart-shape.ts";
import { chartCsv } from "./chart-table.ts";
import { momentWords, stepWords, tickWords, timeTicks, windowWords } from "./chart-time.ts";
import { isUneven, placeOf } from "./distribution-scale.ts";
import { levelOf } from "./heat-cells.ts";
import { mergeLines, nearestPoint, valueAt } from "./merge-lines.ts";

const hour = 3_600_000;
const at = (text: string): number => Date.parse(text);

describe("time", () => {
  it("puts marks on whole hours by the clocks of the zone, through the change of the clocks too", () => {
    const from = at("2026-10-24T20:10:00Z");
    const marks = timeTicks(from, from + 12 * hour, "Europe/Berlin", 6);
    expect(marks.map((mark) => tickWords(mark, 2 * hour, "Europe/Berlin"))).toEqual([
      "25 Oct",
      "02:00",
      "04:00",
      "06:00",
      "08:00",
    ]);
    expect(marks[2]! - marks[1]!).toBe(3 * hour);
  });

  it("stays within the range and within the number of marks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }), (from, span) => {
        const marks = timeTicks(from, from + span, "Asia/Kolkata", 8);
        expect(marks.length).toBeLessThanOrEqual(10);
        for (const mark of marks) expect(mark >= from && mark <= from + span).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("says moments, windows and steps in words, with the zone", () => {
    const two = at("2026-11-20T01:00:00Z");
    expect(momentWords(two, "Europe/Berlin")).toBe("20 Nov 02:00 CET");
    expect(windowWords(two, two + hour, "UTC")).toBe("20 Nov 01:00 to 02:00 UTC");
    expect(windowWords(two - 15 * hour, two + 9 * hour, "Europe/Berlin")).toBe("19 Nov 11:00 to 20 Nov 11:00 CET");
    expect(windowWords(at("2026-11-20T00:00:00Z"), at("2026-11-21T00:00:00Z"), "UTC")).toBe("20 Nov, UTC");
    expect([300_000, hour, 24 * hour].map(stepWords)).toEqual(["5-minute windows", "Hourly windows", "Daily windows"]);
  });
});

describe("numbers", () => {
  it("never says 0 for what was not measured", () => {
    expect(valueWords(null, "ms")).toBe("not enough data");
    expect(valueWords(Number.NaN, "ms")).toBe("not enough data");
    expect(valueWords(0, "%")).toBe("0 %");
    expect([5420, 41.26, 0.3124, 0.00004].map((value) => valueWords(value))).toEqual([
      "5,420",
      "41.3",
      "0.312",
      "4.0e-5",
    ]);
    expect([0, 0.004, 0.78, 0.991, 1, null].map(shareWords)).toEqual([
      "0 %",
      "< 1 %",
      "78 %",
      "99.1 %",
      "100 %",
      "not enough data",
    ]);
    expect([12_300, 1_250_000, 0.0005].map(axisWords)).toEqual(["12.3k", "1.3M", "5e-4"]);
  });

  it("makes an axis that holds every value and has at most six marks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.boolean(),
        (values, zero) => {
          const { domain, ticks } = niceScale(values, zero);
          const room = 1e-6 * (domain[1] - domain[0]);
          for (const value of values) expect(value >= domain[0] - room && value <= domain[1] + room).toBe(true);
          expect(ticks.length).toBeGreaterThan(1);
          expect(ticks.length).toBeLessThanOrEqual(6);
        },
      ),
      { numRuns: 200 },
    );
    expect(niceScale([null], true).domain).toEqual([0, 1]);
    expect(niceScale([41, 52], true).domain[0]).toBe(0);
  });
});

describe("letters of what happened", () => {
  const marks = [
    [0, "V"],
    [50, "A"],
    [51, "A"],
    [52, "R"],
    [70, "S"],
  ].map(([at, letter]) => ({ at: Number(at), letter: String(letter), words: "" }));

  it("stand together where they would stand over each other, each once, and apart where there is room", () => {
    expect(markLetters(marks, { from: 0, to: 100 }, 300)).toEqual(["V", "AR", "", "", "S"]);
    expect(markLetters(marks, { from: 0, to: 100 }, 3_000)).toEqual(["V", "A", "A", "R", "S"]);
    expect(markLetters([], { from: 0, to: 100 }, 300)).toEqual([]);
  });
});

describe("lines", () => {
  const holes = [
    [0, 4],
    [10, null],
    [20, 8],
    [30, 10],
  ] as const;

  it("keeps a gap a gap, and the straight line of one line where another has a point", () => {
    expect(valueAt(holes, 10)).toBeNull();
    expect(valueAt(holes, 5)).toBeNull();
    expect(valueAt(holes, 25)).toBe(9);
    expect(valueAt(holes, 40)).toBeNull();
    const rows = mergeLines(
      [
        { id: "a", label: "a", points: holes },
        { id: "b", label: "b", points: [[25, 1]] },
      ],
      [[20, 1, 2]],
    );
    expect(rows.map((row) => [row.at, row.line0, row.line1])).toEqual([
      [0, 4, null],
      [10, null, null],
      [20, 8, null],
      [25, 9, 1],
      [30, 10, null],
    ]);
    expect(rows[2]?.band).toEqual([1, 2]);
    expect(rows.map((row) => row.alone)).toEqual([[0], [], [], [1], []]);
  });

  it("finds the nearest point, gaps included", () => {
    expect(nearestPoint(holes, 12)).toEqual([10, null]);
    expect(nearestPoint([], 12)).toBeUndefined();
  });
});

describe("tables and scales", () => {
  it("writes CSV that no spreadsheet runs, with nothing for what was not measured", () => {
    expect(
      chartCsv({
        columns: ["Time", "=p95"],
        rows: [
          ["02:00", 4],
          ["03:00", null],
        ],
      }),
    ).toBe("Time,'=p95\r\n02:00,4\r\n03:00,\r\n");
  });

  it("places a median among bins, open ones too", () => {
    const bar = (from: number | null, to: number | null) => ({ label: "", from, to, reference: 0, current: 0 });
    const bins = [bar(null, 0), bar(0, 1), bar(1, 3)];
    expect([-5, 0.25, 2, 9, null].map((value) => placeOf(bins, value))).toEqual([0.5, 1.25, 2.5, null, null]);
    expect(isUneven(bins)).toBe(true);
    expect(isUneven([bar(0, 1), bar(1, 2)])).toBe(false);
  });

  it("steps evenly and stops at the last level", () => {
    expect([0, 0.05, 0.149, 0.15, 2].map((value) => levelOf(value, 0.15))).toEqual([0, 2, 5, 6, 6]);
  });
});
