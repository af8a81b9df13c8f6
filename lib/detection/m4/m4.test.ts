import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { m4 } from "./m4.ts";

const value = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const points = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 50 }), value), { maxLength: 300 })
  .map((steps) =>
    steps.map(([, one], k) => ({ at: steps.slice(0, k + 1).reduce((sum, [gap]) => sum + gap, 0), value: one })),
  );
const width = fc.integer({ min: 1, max: 40 });

describe("m4", () => {
  it("keeps first, smallest, largest and last of a pixel", () => {
    const given = [3, 5, 1, 2, 9, 4, 4].map((one, at) => ({ at, value: one }));
    expect(m4({ points: given, width: 1 }).map((point) => point.value)).toEqual([3, 1, 9, 4]);
    expect(m4({ points: given, width: 2 }).map((point) => point.at)).toEqual([0, 1, 2, 3, 4, 6]);
    expect(m4({ points: given, width: 1, from: 1, to: 3 }).map((point) => point.at)).toEqual([1, 2, 3]);
    expect(m4({ points: [], width: 10 })).toEqual([]);
  });

  it("is at most five points a pixel, of those given, in order, with the ends of the line", () => {
    fc.assert(
      fc.property(points, width, (given, pixels) => {
        const kept = m4({ points: given, width: pixels });
        expect(kept.length).toBeLessThanOrEqual(5 * pixels);
        expect(given.filter((point) => kept.includes(point))).toEqual(kept);
        const known = given.filter((point) => point.value !== null);
        expect(kept.find((point) => point.value !== null)).toBe(known[0]);
        expect(kept.filter((point) => point.value !== null).at(-1)).toBe(known.at(-1));
      }),
    );
  });

  it("never loses a spike: each pixel has the smallest and largest value it had", () => {
    fc.assert(
      fc.property(points, width, (given, pixels) => {
        const kept = m4({ points: given, width: pixels });
        const [from, to] = [given[0]?.at ?? 0, given.at(-1)?.at ?? 0];
        const inPixel = (list: typeof given, pixel: number) =>
          list.flatMap(({ at, value: one }) => {
            const own = to > from ? Math.min(pixels - 1, Math.floor(((at - from) / (to - from)) * pixels)) : 0;
            return own === pixel && one !== null ? [one] : [];
          });
        for (let pixel = 0; pixel < pixels; pixel += 1) {
          const [all, some] = [inPixel(given, pixel), inPixel(kept, pixel)];
          expect([Math.min(...some), Math.max(...some)]).toEqual([Math.min(...all), Math.max(...all)]);
        }
      }),
    );
  });

  it("gives all of few points, and its own result again", () => {
    fc.assert(
      fc.property(points, width, (given, pixels) => {
        const once = m4({ points: given, width: pixels });
        expect(m4({ points: once, width: pixels })).toEqual(once);
      }),
    );
  });
});
