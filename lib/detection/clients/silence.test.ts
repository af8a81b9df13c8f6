import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrivalsOf, senders } from "../testing/senders.ts";
import { SILENCE_PAST, silence, silenceDue } from "./silence.ts";

const HOUR = 12;
const DAY = 24 * HOUR;
const PAGES = 0.05;

/** The last arrivals before a place, as far back as is looked. */
function before(arrivals: readonly number[], place: number): number[] {
  const last = arrivals[place - 1] ?? 0;
  return arrivals.slice(0, place).filter((arrival) => arrival > last - SILENCE_PAST);
}

/** When the silence after the arrivals before `place` is told, in windows. */
function toldAfter(arrivals: readonly number[], place: number): number {
  const from = (arrivals[place - 1] ?? 0) + 1;
  return (silenceDue({ arrivals: before(arrivals, place), from, pages: PAGES })?.at ?? Infinity) - from;
}

/** The days on which a silence would have been told after which something came. */
function falseDays(arrivals: readonly number[]): number[] {
  return arrivals.flatMap((arrival, place) => {
    const last = arrivals[place - 1] ?? arrival;
    const gap = arrival - last - 1;
    return gap >= 2 && gap >= toldAfter(arrivals, place) ? [Math.floor(last / DAY)] : [];
  });
}

const names = Object.keys(senders) as (keyof typeof senders)[];

describe("silenceDue", () => {
  it.each(names)("tells of nobody who sends %s, in five months, once four weeks are known", (name) => {
    const days = falseDays(arrivalsOf(name, { days: 178, seed: 7 }));
    expect(days.filter((day) => day >= 28)).toEqual([]);
    // Before, little is known: the first weekend is a day like any other.
    expect(days.length).toBeLessThanOrEqual(name.includes("working days") ? 2 : 1);
  });

  it.each([
    ["always", 1.5],
    ["hiccups", 2],
    ["half of all windows", 3],
    ["once every hour", 4],
    ["by day more than by night", 10],
    ["every two hours or so", 36],
  ] as const)("tells of who sends %s within %d hours, whenever it ends", (name, hours) => {
    const arrivals = arrivalsOf(name, { days: 90, seed: 11 });
    const places = Array.from({ length: 40 }, (_, k) => arrivals.length - 1 - Math.floor((k * arrivals.length) / 80));
    const worst = Math.max(...places.map((place) => toldAfter(arrivals, place)));
    expect(worst / HOUR).toBeLessThanOrEqual(hours);
  });

  it("tells of who sends on working days soon in the morning, and not before, also after a weekend", () => {
    const arrivals = arrivalsOf("on working days", { days: 91, seed: 5 });
    const inDay = (day: number, hour: number) => arrivals.filter((arrival) => arrival < day * DAY + hour * HOUR).length;
    const at = (day: number, hour: number) => {
      const place = inDay(day, hour);
      return ((arrivals[place - 1] ?? 0) + 1 + toldAfter(arrivals, place)) / HOUR - day * 24;
    };
    // Tuesday of the twelfth week: at noon, and in the evening, which is told on Wednesday.
    expect(at(78, 12)).toBeGreaterThan(12.5);
    expect(at(78, 12)).toBeLessThan(14);
    expect(at(78, 20)).toBeGreaterThan(24 + 7.1);
    expect(at(78, 20)).toBeLessThan(24 + 9);
    // Friday evening, which is told on Monday.
    expect(at(81, 20)).toBeGreaterThan(72 + 7.1);
    expect(at(81, 20)).toBeLessThan(72 + 9);
  });

  it("tells of a nightly batch that did not come twice or thrice", () => {
    for (const name of ["an hour every night", "once every night"] as const) {
      const arrivals = arrivalsOf(name, { days: 60, seed: 3 });
      const told = toldAfter(arrivals, arrivals.length) / DAY;
      expect(told).toBeGreaterThan(1);
      expect(told).toBeLessThan(3.2);
    }
  });

  it("tells of who is known for hours only after a day, and nothing of who sent hardly ever", () => {
    const hours = arrivalsOf("always", { days: 1, seed: 1 }).slice(0, 5 * HOUR);
    expect(silenceDue({ arrivals: hours, from: 5 * HOUR, pages: PAGES })).toEqual({
      ...{ at: 5 * HOUR + DAY, p: 0.01, compared: 0, unit: "ever" },
    });
    expect(silenceDue({ arrivals: hours.slice(0, 11), from: 11, pages: PAGES })).toBeNull();
    expect(silenceDue({ arrivals: [], from: 0, pages: PAGES })).toBeNull();
  });

  it("begins when somebody listened again", () => {
    const arrivals = arrivalsOf("always", { days: 40, seed: 1 });
    const end = 40 * DAY;
    const due = (from: number) => silenceDue({ arrivals: before(arrivals, arrivals.length), from, pages: PAGES });
    expect((due(end)?.at ?? 0) - end).toBeLessThanOrEqual(1.5 * HOUR);
    expect((due(end + 5 * HOUR)?.at ?? 0) - end - 5 * HOUR).toBe((due(end)?.at ?? 0) - end);
  });

  it("is told sooner the more pages are accepted, never within two windows", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 20 * DAY }), { minLength: 12, maxLength: 400 }),
        fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true })),
        (windows, pages) => {
          const arrivals = [...windows].sort((left, right) => left - right);
          const from = (arrivals.at(-1) ?? 0) + 1;
          const [few = 0, many = 0] = [...pages].sort((left, right) => left - right);
          const told = (accepted: number) => silenceDue({ arrivals, from, pages: accepted });
          const [late, soon] = [told(few), told(many)];
          expect(soon?.at ?? Infinity).toBeLessThanOrEqual(late?.at ?? Infinity);
          for (const due of [late, soon]) {
            if (due === null) continue;
            expect(due.at - from).toBeGreaterThanOrEqual(2);
            expect(due.p > 0 && due.p <= 0.01).toBe(true);
          }
        },
      ),
    );
  });
});

describe("silence", () => {
  const at = { lastAt: 0, now: 75 * 60_000 };

  it("says for how long, and since when that did not happen", () => {
    const due = { at: 15, p: 1e-6, compared: 4, unit: "week" } as const;
    expect(silence(due, at)).toMatchObject({ kind: "silence", sure: 1 - 1e-6, p: 1e-6 });
    const words = (past: Partial<typeof due> | object) => silence({ ...due, ...past }, at).saw;
    expect(words({})).toBe(
      "No telemetry for 75 minutes, which did not happen at the same time in any of the 4 weeks before.",
    );
    expect(words({ compared: 1, unit: "day" })).toBe(
      "No telemetry for 75 minutes, which did not happen at the same time in the day before.",
    );
    expect(words({ compared: 0 })).toBe("No telemetry for 75 minutes, which did not happen at these times before.");
    expect(words({ compared: 0, unit: "ever" })).toBe(
      "No telemetry for 75 minutes, which is much longer than ever before.",
    );
    expect(silence(due, { lastAt: 0, now: 3 * 86_400_000 }).saw).toMatch(/^No telemetry for 3 days,/u);
  });
});
