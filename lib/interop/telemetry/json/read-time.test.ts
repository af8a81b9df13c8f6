import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTime } from "./read-time.ts";

describe("readTime", () => {
  it.each([
    // The examples of RFC 3339, section 5.8.
    ["1985-04-12T23:20:50.52Z", Date.UTC(1985, 3, 12, 23, 20, 50, 520)],
    ["1996-12-19T16:39:57-08:00", Date.UTC(1996, 11, 20, 0, 39, 57)],
    ["1990-12-31T23:59:60Z", Date.UTC(1991, 0, 1)],
    ["1990-12-31T15:59:60-08:00", Date.UTC(1991, 0, 1)],
    ["1937-01-01T12:00:27.87+00:20", Date.UTC(1937, 0, 1, 11, 40, 27, 870)],
    ["2026-11-21t10:00:00z", Date.UTC(2026, 10, 21, 10)],
    ["2026-11-21 10:00:00+00:00", Date.UTC(2026, 10, 21, 10)],
    ["2026-11-21T10:00:00.123456789Z", Date.UTC(2026, 10, 21, 10, 0, 0, 123)],
    ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
    [1_763_719_200, 1_763_719_200_000],
    [1_763_719_200.123, 1_763_719_200_123],
    [1_763_719_200_123, 1_763_719_200_123],
  ])("reads %s", (value, expected) => expect(readTime(value)).toBe(expected));

  it.each([
    ["2026-11-21T10:00:00", "has no time zone"],
    ["2026-11-21T10:00:00.5", "has no time zone"],
    ["2026-11-21T10:00:00+0200", "must end with Z"],
    ["2026-11-21T10:00:00 UTC", "must end with Z"],
    ["2026-11-21T10:00:00Zz", "must end with Z"],
    ["2026-02-29T10:00:00Z", "a date that does not exist"],
    ["2026-13-01T10:00:00Z", "a date that does not exist"],
    ["2026-11-21T24:00:00Z", "a time of day that does not exist"],
    ["2026-11-21", "as RFC 3339 writes it"],
    ["yesterday", "as RFC 3339 writes it"],
    ["", "as RFC 3339 writes it"],
    [-1, "after 1970"],
    [Number.POSITIVE_INFINITY, "after 1970"],
    [1_763_719_200_000_000, "micro- or nanoseconds"],
    [1_763_719_200_000_000_000, "micro- or nanoseconds"],
    [undefined, "is missing"],
    [null, "is missing"],
    [true, "must be a time"],
  ])("refuses %s", (value, message) => expect(readTime(value)).toContain(message));

  it("agrees with Date on every instant that Date writes", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") }), (date) => {
        if (!Number.isNaN(date.getTime())) expect(readTime(date.toISOString())).toBe(date.getTime());
      }),
      { numRuns: 200 },
    );
  });
});
