import { describe, expect, it } from "vitest";
import { checkAddress } from "./channel-address.ts";
import { slackBody, webhookBody, type ChannelMessage } from "./channel-message.ts";
import { isAtLeast, isWorse, quietMs, whyOver } from "./rules.ts";
import { signDelivery } from "./sign-delivery.ts";

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
