import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchLabels } from "./alert-labels.ts";
import { burnRate } from "./burn-rate.ts";
import { fingerprint } from "./fingerprint.ts";
import { groupAlerts } from "./group-alerts.ts";
import { groupDueAt } from "./group-due.ts";
import { inhibited, inhibitedBy } from "./inhibited.ts";
import { matchSilence } from "./match-silence.ts";

const LABELS = { org: "o1", model: "m1", kind: "drift", feature: "age" };

describe("fingerprint", () => {
  it("is one text for one set of labels", () => {
    expect(fingerprint(LABELS)).toBe("feature=age&kind=drift&model=m1&org=o1");
    expect(fingerprint({ a: "x&b=y" })).not.toBe(fingerprint({ a: "x", b: "y" }));
    expect(fingerprint({ a: "", b: "1" })).toBe("b=1");
  });

  it("does not depend on the order, and tells labels apart", () => {
    const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }));
    fc.assert(
      fc.property(labels, labels, (left, right) => {
        expect(fingerprint(Object.fromEntries(Object.entries(left).reverse()))).toBe(fingerprint(left));
        const same = JSON.stringify(Object.entries(left).sort()) === JSON.stringify(Object.entries(right).sort());
        expect(fingerprint(left) === fingerprint(right)).toBe(same);
      }),
    );
  });
});

describe("matchSilence", () => {
  const silence = { matchers: [{ label: "model", is: "equal", value: "m1" } as const], from: 100, to: 200 };

  it("covers matching alerts within its time", () => {
    expect([99, 100, 199, 200].map((at) => matchSilence(silence, LABELS, at))).toEqual([false, true, true, false]);
    expect(matchSilence(silence, { ...LABELS, model: "m2" }, 150)).toBe(false);
    expect(matchSilence({ ...silence, matchers: [] }, {}, 150)).toBe(true);
    expect(matchSilence({ ...silence, to: 100 }, LABELS, 100)).toBe(false);
  });

  it("comes again as a maintenance window", () => {
    const weekly = { ...silence, everyMs: 1000 };
    expect([99, 150, 250, 1100, 1199, 1200].map((at) => matchSilence(weekly, LABELS, at))).toEqual([
      false,
      true,
      false,
      true,
      true,
      false,
    ]);
  });

  it("knows three conditions", () => {
    expect(matchLabels(LABELS, [{ label: "feature", is: "starts_with", value: "a" }])).toBe(true);
    expect(matchLabels(LABELS, [{ label: "feature", is: "different", value: "age" }])).toBe(false);
    expect(matchLabels(LABELS, [{ label: "team", is: "equal", value: "" }])).toBe(true);
  });
});

describe("inhibited", () => {
  it("says nothing of drift while nothing arrives for that model", () => {
    const silent = { labels: { org: "o1", model: "m1", kind: "volume_zero" } };
    expect(inhibitedBy(LABELS, [silent])).toBe(silent);
    expect(inhibited({ ...LABELS, model: "m2" }, [silent])).toBe(false);
    expect(inhibited({ ...LABELS, kind: "extraction" }, [silent])).toBe(false);
    expect(inhibited(silent.labels, [silent])).toBe(false);
  });
});

describe("groupAlerts", () => {
  it("groups by labels, once per fingerprint, in order of time", () => {
    const at = (time: number, feature: string, model = "m1") => ({ at: time, labels: { ...LABELS, model, feature } });
    const groups = groupAlerts([at(3, "age"), at(1, "age"), at(2, "income"), at(0, "age", "m2")], ["org", "model"]);
    expect(groups.map(({ key }) => key)).toEqual(["model=m2&org=o1", "model=m1&org=o1"]);
    expect(groups[1]?.alerts.map((one) => [one.at, one.labels.feature])).toEqual([
      [2, "income"],
      [3, "age"],
    ]);
  });
});

describe("groupDueAt", () => {
  it("waits for those that come together, and for the interval once it was told", () => {
    const pace = { waitMs: 30, intervalMs: 300 };
    expect(groupDueAt({ firstAt: 100, toldAt: null }, pace)).toBe(130);
    expect(groupDueAt({ firstAt: 500, toldAt: 450 }, pace)).toBe(750);
    expect(groupDueAt({ firstAt: 1_000, toldAt: 450 }, pace)).toBe(1_030);
  });
});

describe("burnRate", () => {
  const MINUTE = 60_000;
  const points = (minutes: number, bad: (ago: number) => number) =>
    Array.from({ length: minutes }, (_, ago) => ({ at: 1e12 - ago * MINUTE, bad: bad(ago), total: 1000 }));

  it("pages when both windows burn: 1.5% errors of an objective of 99.9%", () => {
    const rates = burnRate(
      points(60, () => 15),
      1e12,
      0.999,
    );
    expect(rates[0]).toMatchObject({ severity: "page", burning: true });
    expect(rates[0]?.long).toBeCloseTo(15, 9);
  });

  it("does not page for what is over, nor for a single bad minute", () => {
    expect(
      burnRate(
        points(60, (ago) => (ago < 6 ? 0 : 50)),
        1e12,
        0.999,
      )[0]?.burning,
    ).toBe(false);
    expect(
      burnRate(
        points(60, (ago) => (ago === 0 ? 200 : 0)),
        1e12,
        0.999,
      )[0]?.burning,
    ).toBe(false);
  });

  it("opens a ticket for a slow burn and has no rate without events", () => {
    const slow = burnRate(
      points(72 * 60, () => 2),
      1e12,
      0.999,
    );
    expect(slow.map(({ burning }) => burning)).toEqual([false, false, true]);
    expect(burnRate([], 1e12, 0.999)[0]).toMatchObject({ long: null, burning: false });
    expect(burnRate([], 1e12, 1)).toEqual([]);
  });
});
