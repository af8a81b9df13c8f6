import { describe, expect, it } from "vitest";
import { checkAddress } from "./channel-address.ts";
import { listedAlerts, slackBody, webhookBody, type ChannelMessage, type ToldAlert } from "./channel-message.ts";
import { nextTelling } from "./next-telling.ts";
import { isAtLeast, isWorse, quietMs, whyOver } from "./rules.ts";
import { signDelivery } from "./sign-delivery.ts";
import { watchedSeries } from "./watched-series.ts";

const message: ChannelMessage = {
  id: "d1",
  event: "alert.opened",
  at: new Date("2026-11-21T10:00:00Z"),
  title: "Drift: <b> & c",
  words: "",
  severity: "high",
  url: "https://keep.example/alerts",
  alert: null,
  alerts: [],
};

describe("messages", () => {
  it("are JSON for programs, and mrkdwn with the three signs escaped for Slack", () => {
    expect(JSON.parse(webhookBody(message))).toEqual({ ...message, at: "2026-11-21T10:00:00.000Z" });
    expect(JSON.parse(slackBody(message))).toEqual({
      text: "*Drift: &lt;b&gt; &amp; c* (high)\n<https://keep.example/alerts|Open in Modelkeep>",
    });
  });

  it("are signed with HMAC-SHA-256", () => {
    expect(signDelivery("key", 1, "{}")).toBe(
      "t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224",
    );
    expect(signDelivery("key", 1, "{}")).not.toBe(signDelivery("key", 2, "{}"));
    expect(signDelivery("key", 1, "{}")).not.toBe(signDelivery("other", 1, "{}"));
  });

  it("show of an address its host only", () => {
    expect(checkAddress({ kind: "slack", address: "https://hooks.example/T0/secret", secret: "" })).toBe(
      "hooks.example",
    );
    expect(checkAddress({ kind: "email", address: "ada@example.com", secret: "" })).toBe("a…@example.com");
  });
});

describe("severities", () => {
  it("are ordered from critical to low", () => {
    expect([isWorse("critical", "high"), isWorse("high", "high"), isWorse("low", "medium")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isAtLeast("high", "medium"), isAtLeast("medium", "medium"), isAtLeast("low", "medium")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("an alert of signals", () => {
  it("is over when they did not come for as long as their kind has", () => {
    const lastAt = new Date(0);
    const over = (kind: string, minutes: number) => whyOver({ kind, lastAt, silent: false }, minutes * 60_000) !== null;
    expect([over("anomaly", 29), over("anomaly", 30)]).toEqual([false, true]);
    expect([over("drift", 179), over("drift", 180)]).toEqual([false, true]);
    expect([over("extraction", 1_439), over("extraction", 1_440)]).toEqual([false, true]);
    expect(whyOver({ kind: "drift", lastAt: null, silent: false }, 1e15)).toBeNull();
  });

  it("of a silence is over when events come, however long that takes", () => {
    expect(quietMs("silence")).toBeNull();
    expect(whyOver({ kind: "silence", lastAt: new Date(0), silent: true }, 1e15)).toBeNull();
    expect(whyOver({ kind: "silence", lastAt: new Date(0), silent: false }, 1)).toBe("Events came again.");
  });
});

describe("what is told", () => {
  it("is that it opened to who heard nothing, and that it is over to those only who heard of it", () => {
    expect(nextTelling("escalated", undefined)).toBe("opened");
    expect(nextTelling("escalated", { waiting: null, told: "opened" })).toBe("escalated");
    expect(nextTelling("opened", { waiting: null, told: "opened" })).toBe("continued");
    expect(nextTelling("resolved", undefined)).toBeNull();
    expect(nextTelling("resolved", { waiting: "opened", told: null })).toBe("resolved");
    expect(nextTelling("resolved", { waiting: null, told: null })).toBeNull();
  });

  it("of many alerts lists fifty, and says how many there are more", () => {
    const one: ToldAlert = {
      ...{
        id: "a",
        event: "alert.opened",
        title: "Drift",
        words: "it moved",
        severity: "high",
        url: "u",
        kind: "drift",
      },
      ...{ state: "firing", modelId: null, ruleId: null, series: null, techniques: [] },
      ...{ startedAt: null, firedAt: null, resolvedAt: null },
    };
    expect(listedAlerts([one])).toEqual([]);
    const lines = listedAlerts(Array.from({ length: 53 }, () => one));
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([51, "Drift (high): it moved", "and 3 more."]);
  });
});

describe("the chart of an alert", () => {
  const alert = { kind: "anomaly", series: null, fingerprint: "model=m&signal=anomaly volume" };

  it("is what its rule watches with the level, what the detector looked at, or where its kind is seen", () => {
    const condition = {
      direction: "above",
      fire: 5,
      clear: 2,
      windows: 1,
      clearWindows: 1,
      noDataAfterMs: null,
      cooldownMs: 0,
    };
    const rule = { watches: "latency", condition, objective: null };
    expect(watchedSeries(alert, rule)).toEqual({
      ...{ series: "measure:latency", limit: { value: 5, words: "fires above 5 ms" } },
    });
    expect(watchedSeries(alert, { ...rule, watches: "errors", objective: 0.75 })?.limit).toEqual({
      ...{ value: 25, words: "the objective allows 25%" },
    });
    expect(watchedSeries(alert, null)?.series).toBe("traffic:requests");
    expect(watchedSeries({ ...alert, series: "feature:amount" }, null)?.series).toBe("feature:amount");
    expect(watchedSeries({ ...alert, kind: "leak", fingerprint: "" }, null)?.series).toBe("traffic:leaks");
    expect(watchedSeries({ ...alert, kind: "canary", fingerprint: "" }, null)?.series).toBe("traffic:planted");
    expect(watchedSeries({ ...alert, kind: "series_limit", fingerprint: "" }, null)).toBeNull();
  });
});
