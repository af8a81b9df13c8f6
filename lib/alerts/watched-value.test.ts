import { describe, expect, it } from "vitest";
import { trafficCounters, type TrafficCounter } from "../telemetry/rules.ts";
import { ruleWords } from "./rule-words.ts";
import { burnPoint, burnValue, watchedValue, type StoredWindow } from "./watched-value.ts";

const STEP = 300_000;
const traffic = (counts: Partial<Record<TrafficCounter, number>>): StoredWindow => ({
  at: 0,
  n: counts.events ?? 0,
  mean: null,
  p95: null,
  counters: trafficCounters.map((name) => counts[name] ?? 0),
});
const measure = (n: number, mean: number, p95: number): StoredWindow => ({ at: 0, n, mean, p95, counters: null });

describe("what a rule watches", () => {
  it("is summed over versions: a rate an hour, shares in percent", () => {
    const windows = [traffic({ events: 60, errors: 3, pii: 1 }), traffic({ events: 40, errors: 2, secrets: 1 })];
    expect(watchedValue(windows, "requests", STEP)).toBe(1_200);
    expect(watchedValue(windows, "errors", STEP)).toBe(5);
    expect(watchedValue(windows, "leaks", STEP)).toBe(2);
    expect(watchedValue([traffic({ labelled: 4, correct: 3 })], "accuracy", STEP)).toBe(75);
  });

  it("is the worst percentile of the versions, and the mean of all", () => {
    const windows = [measure(10, 1, 20), measure(30, 2, 90)];
    expect(watchedValue(windows, "latency", STEP)).toBe(90);
    expect(watchedValue(windows, "cost", STEP)).toBe(1.75);
  });

  it("is nothing without data, which is not 0", () => {
    expect(watchedValue([], "requests", STEP)).toBeNull();
    expect(watchedValue([traffic({})], "errors", STEP)).toBeNull();
    expect(watchedValue([traffic({ events: 5 })], "accuracy", STEP)).toBeNull();
    expect(watchedValue([measure(0, 0, 0)], "cost", STEP)).toBeNull();
  });

  it("burns 1 at the limit of the worst pair of windows", () => {
    expect(burnPoint([traffic({ events: 1_000, errors: 15 })], "errors", 9)).toEqual({ at: 9, bad: 15, total: 1_000 });
    expect(burnPoint([measure(1, 1, 1)], "latency", 9)).toBeNull();
    const points = Array.from({ length: 12 }, (_, index) => ({ at: (index + 1) * STEP, bad: 144, total: 10_000 }));
    expect(burnValue(points, 12 * STEP, 0.999, "slow")).toBeCloseTo(14.4, 9);
    expect(burnValue(points, 12 * STEP, 0.999, "fast")).toBeCloseTo(14.4 / 6, 9);
    expect(burnValue([], 0, 0.999, "fast")).toBeNull();
  });
});

describe("the words of a rule", () => {
  const condition = {
    direction: "below",
    fire: 90,
    clear: 95,
    windows: 1,
    clearWindows: 1,
    noDataAfterMs: null,
    cooldownMs: 0,
  } as const;
  const told = { watches: "accuracy", resolution: "1h", objective: null, condition, part: "" } as const;

  it("say what it saw, against which level, for how long", () => {
    expect(ruleWords(told, 81.25)).toBe("Accuracy is 81.3%, below 90%, in a window of an hour.");
    expect(ruleWords({ ...told, condition: { ...condition, windows: 3 } }, 80)).toBe(
      "Accuracy is 80%, below 90%, in 3 windows of an hour in a row.",
    );
    expect(ruleWords(told, null)).toBe("Accuracy: no data came for longer than the rule allows.");
    expect(ruleWords({ ...told, watches: "errors", objective: 0.999, part: "slow" }, 2)).toBe(
      "Share of errors uses up what 99.9% as objective allows 2 times as fast as the limit of a slow burn (faster than allowed over 3 days and 6 hours).",
    );
  });
});
