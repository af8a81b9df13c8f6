import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureValue } from "../../interop/telemetry/record.ts";
import { incrementOf, type LastTotal } from "./increments.ts";

const total = (value: number, startedAt: number | null = 0) => ({ kind: "total", value, startedAt }) as const;
const histogram = (buckets: [number, number, number][], sum: number) => ({
  kind: "histogram" as const,
  cumulative: true,
  startedAt: 0,
  count: buckets.reduce((all, [, , count]) => all + count, 0),
  sum,
  min: null,
  max: null,
  buckets,
});
const HOUR = 3_600_000;

describe("increments of totals", () => {
  it("adds up to what the counter rose by, over resets too", () => {
    const steps = fc.array(fc.record({ by: fc.nat(1000), reset: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (list) => {
        let [last, counter, startedAt, risen, seen]: [LastTotal | undefined, number, number, number, number] = [
          undefined,
          0,
          0,
          0,
          0,
        ];
        list.forEach(({ by, reset }, index) => {
          const at = (index + 1) * 1_000;
          if (reset) [counter, startedAt] = [0, at - 1];
          counter += by;
          risen += by;
          const step = incrementOf(total(counter, startedAt), at, last);
          last = step.last;
          if (step.value?.kind === "delta") seen += step.value.value;
        });
        expect(seen).toBe(risen);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it("does not believe an old total that it sees for the first time", () => {
    expect(incrementOf(total(5_000), 2 * HOUR, undefined).value).toBeNull();
    expect(incrementOf(total(5_000, null), 1_000, undefined).value).toBeNull();
    expect(incrementOf(total(5), HOUR / 2, undefined).value).toEqual({ kind: "delta", value: 5 });
  });

  it("takes a point that is not newer for nothing", () => {
    const first = incrementOf(total(5), 1_000, undefined);
    expect(incrementOf(total(9), 1_000, first.last)).toEqual({ value: null, last: first.last });
  });

  it("subtracts histograms bucket by bucket", () => {
    const first = incrementOf(
      histogram(
        [
          [0, 1, 3],
          [1, 2, 1],
        ],
        4,
      ),
      1_000,
      undefined,
    );
    const second = incrementOf(
      histogram(
        [
          [0, 1, 3],
          [1, 2, 5],
        ],
        10,
      ),
      2_000,
      first.last,
    );
    expect(second.value).toMatchObject({
      cumulative: false,
      count: 4,
      sum: 6,
      buckets: [
        [0, 1, 0],
        [1, 2, 4],
      ],
    });
  });

  it("counts what came since at its mean when the buckets were made coarser", () => {
    const first = incrementOf(
      histogram(
        [
          [1, 2, 3],
          [2, 4, 1],
        ],
        8,
      ),
      1_000,
      undefined,
    );
    const second: MeasureValue | null = incrementOf(
      histogram(
        [
          [1, 4, 4],
          [4, 16, 2],
        ],
        24,
      ),
      2_000,
      first.last,
    ).value;
    expect(second).toMatchObject({ count: 2, sum: 16, buckets: [[8, 8, 2]] });
  });
});
