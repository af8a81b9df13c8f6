import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { validateWith } from "@/components/ui/zod-form.ts";
import type { RuleDto } from "@/lib/alerts/schema-rules.ts";
import type { Alert } from "@/lib/telemetry/schema.ts";
import { AlertsPage } from "@/components/telemetry/alerts-page.tsx";
import { EntityLink } from "@/components/work/entity-link.tsx";
import { AlertSettingsPage } from "./alert-settings-page.tsx";
import { RuleForm, ruleOf, valuesOf } from "./rule-form.ts";
import { ruleSentence } from "./rule-sentence.ts";
import { newSilence, SilenceForm, silenceOf } from "./silence-form.ts";

vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn(), back: vi.fn(), prefetch: vi.fn() }),
  usePathname: () => "/settings/alerts",
  useSearchParams: () => new URLSearchParams(),
}));

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const model = { id: id(1), name: "Card fraud", slug: "card-fraud" };
const condition: RuleDto["condition"] = {
  ...{ direction: "above", fire: 5, clear: 2, windows: 3, clearWindows: 1, noDataAfterMs: null, cooldownMs: 0 },
};
const rule: RuleDto = {
  ...{ id: id(2), name: "Too many errors", model, severity: "high", watches: "errors", resolution: "5m" },
  ...{ condition, objective: null, slowSeverity: null, enabled: false, open: 0, version: 4 },
};
const silence = {
  ...{ id: id(3), from: "2026-11-21T08:00:00.000Z", to: "2026-11-21T10:00:00.000Z", everyMs: 86_400_000 },
  ...{ matchers: [{ label: "model", is: "equal", value: id(1) }], reason: "Retraining", createdBy: "Ada" },
  ...{ endedAt: null, version: 1 },
};
const lastDelivery = { state: "failed", event: "opened", attempts: 3, failure: "It answered 500.", at: silence.from };
const channel = {
  ...{ id: id(4), name: "Pager", kind: "webhook", shown: "hooks.example.org", least: "high", lastDelivery, version: 1 },
  ...{ together: "severity", waitMs: 30_000, intervalMs: 300_000 },
};
const replayed = {
  ...{ from: "2026-08-23T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z", fired: 1 },
  models: [
    {
      ...{ model, words: "Would have fired once in 90 days.", noData: 0, windows: 2_160, windowsWithData: 2_000 },
      fired: [{ from: "2026-10-01T08:10:00.000Z", to: "2026-10-01T09:10:00.000Z", peak: 12, part: "" }],
    },
  ],
};
const me = (abilities: string[]) => ({
  user: {
    ...{ id: id(9), name: "Ada", email: "ada@example.org", role: "administrator", state: "active" },
    ...{ mfaEnabled: false, createdAt: silence.from, disabledAt: null, version: 1 },
  },
  organization: { id: id(8), name: "Keep", slug: "keep" },
  secondFactorRequired: false,
  abilities,
});

const asked: { path: string; body: unknown }[] = [];
const looked: string[] = [];
let answers: Record<string, unknown> = {};

beforeEach(() => {
  asked.length = 0;
  looked.length = 0;
  answers = {
    "/users/me": me(["alert:read", "alert:handle", "alert:manage"]),
    "/alert-rules": { items: [rule] },
    "/alert-rules/replay": replayed,
    [`/alert-rules/${rule.id}/enable`]: { ...rule, enabled: true },
    "/alert-silences": { items: [silence] },
    "/alert-channels": { items: [channel] },
    "/models/search": { items: [] },
    "/telemetry": {
      items: [
        {
          ...{ model, state: "live", lastAt: null, perHour: 1, drifted: 0, features: 1, alerts: 0, worst: null },
          ...{ words: "", volume: [] },
        },
      ],
      nextCursor: null,
      total: 1,
    },
  };
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.stubGlobal("fetch", async (address: string, options: RequestInit = {}) => {
    const path = new URL(address, "http://keep.test").pathname.replace("/api/v1", "");
    looked.push(address);
    if (typeof options.body === "string") asked.push({ path, body: JSON.parse(options.body) as unknown });
    const answer = answers[path];
    return new Response(JSON.stringify(answer ?? { title: "Not here.", status: 404 }), {
      status: answer === undefined ? 404 : 200,
    });
  });
});
afterEach(async () => {
  await unmountAll();
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) await act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
}

async function show(): Promise<HTMLElement> {
  const page = await render(<AlertSettingsPage />);
  await settle();
  return page;
}

const nameOf = (one: Element) => one.getAttribute("aria-label") ?? one.textContent;

async function press(name: string): Promise<void> {
  await click([...document.querySelectorAll("button")].findLast((one) => nameOf(one) === name));
  await settle();
}

/** The words of the dialog that is open. */
const dialog = (): string => document.querySelector("[role=dialog]")?.textContent ?? "";

const posted = (path: string) => asked.find((one) => one.path === path)?.body;

describe("a rule in words", () => {
  it("says what it watches, when it begins and when it ends", () => {
    expect(ruleSentence(rule)).toBe("Share of errors above 5% for 3 windows of 5 minutes, ends below 2%.");
  });

  it("says the other direction, missing data and the rest after it ended", () => {
    const below = { ...condition, direction: "below" as const, fire: 80, clear: 85, windows: 1, clearWindows: 2 };
    const spans = { noDataAfterMs: 5_400_000, cooldownMs: 7_200_000 };
    expect(ruleSentence({ ...rule, watches: "accuracy", resolution: "1h", condition: { ...below, ...spans } })).toBe(
      "Accuracy below 80% for a window of an hour, ends above 85% for 2 windows of an hour. Says so after 90 minutes without data. After it ended it rests for 2 hours.",
    );
  });

  it("says how fast an objective is used up", () => {
    expect(ruleSentence({ ...rule, objective: 0.999 })).toBe(
      "Share of errors, against an objective of 99.9%, used up too fast (fast burn: 14.4 times as fast as allowed over an hour and 5 minutes, or 6 times over 6 hours and 30 minutes; slow burn: faster than allowed over 3 days and 6 hours).",
    );
  });
});

describe("the rules of an organization", () => {
  it("are listed in words with a switch, beside silences and channels", async () => {
    const page = await show();
    for (const words of [
      "Share of errors above 5% for 3 windows of 5 minutes, ends below 2%.",
      "Alerts with model Card fraud",
      "From 21 Nov 2026, 08:00 UTC to 21 Nov 2026, 10:00 UTC, again every day",
      "hooks.example.org",
      "It answered 500.",
    ]) {
      expect(page.textContent).toContain(words);
    }
    await click(page.querySelector('[aria-label="Too many errors is on"]'));
    await settle();
    expect(posted(`/alert-rules/${rule.id}/enable`)).toEqual({ expectedVersion: 4 });
  });

  it("can be looked at and not changed by somebody who may only read", async () => {
    answers["/users/me"] = me(["alert:read"]);
    const page = await show();
    expect(page.textContent).toContain("Too many errors");
    expect(page.querySelectorAll("button, input")).toHaveLength(0);
    expect(page.textContent).not.toContain("Channels");
  });

  it("are tried on history: the sentence and the times", async () => {
    await show();
    await press("Change or try Too many errors");
    await press("Try on history");
    expect(posted("/alert-rules/replay")).toEqual({
      ...{ model: model.id, watches: "errors", resolution: "5m", condition, objective: null },
    });
    expect(dialog()).toContain("Would have fired once in 90 days.");
    expect(dialog()).toContain("1 Oct 2026, 08:10 UTC to 1 Oct 2026, 09:10 UTC, at worst 12%");
  });

  it("are changed in what may change: name, severity and levels", async () => {
    answers[`/alert-rules/${rule.id}`] = rule;
    await show();
    await press("Change or try Too many errors");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(posted(`/alert-rules/${rule.id}`)).toEqual({
      ...{ expectedVersion: 4, name: rule.name, severity: "high", slowSeverity: null, condition },
    });
  });

  it("are removed after it was asked for, with what happens to their alerts", async () => {
    answers["/alert-rules"] = { items: [{ ...rule, open: 2 }] };
    answers[`/alert-rules/${rule.id}/remove`] = rule;
    await show();
    await press("Remove Too many errors");
    expect(dialog()).toContain("Its 2 open alerts end.");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(posted(`/alert-rules/${rule.id}/remove`)).toEqual({ expectedVersion: 4 });
  });

  it("with an objective have fixed limits, windows of 5 minutes and two severities", () => {
    const values = { ...valuesOf({ ...rule, resolution: "1h" }), objective: 50, slowSeverity: "low" as const };
    expect(ruleOf(values)).toMatchObject({ resolution: "5m", objective: 0.5, severity: "high", slowSeverity: "low" });
    expect(ruleOf({ ...values, objective: "" })).toMatchObject({ resolution: "1h", slowSeverity: null });
  });

  it("must not end beyond the level at which they start", () => {
    const values = valuesOf({ ...rule, condition: { ...condition, clear: 6 } });
    expect(validateWith(RuleForm)(values)).toEqual({
      "condition.clear": "The level at which it ends must not be beyond the one at which it starts.",
    });
    expect(validateWith(RuleForm)({ ...values, condition: { ...values.condition, direction: "below" } })).toEqual({});
  });

  it("refuse a form that lacks its levels, at their fields, and try nothing", async () => {
    await show();
    await press("Add a rule");
    await press("Try on history");
    expect(dialog()).toContain("Give the level at which it starts.");
    expect(dialog()).toContain("Give the level at which it ends.");
    expect(dialog()).not.toContain("Give the rule a name.");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(dialog()).toContain("Give the rule a name.");
    expect(asked).toEqual([]);
  });
});

describe("silences and channels", () => {
  it("a silence for maintenance comes again every week, and not while it still holds", () => {
    const values = { ...newSilence(Date.parse(silence.from)), severity: "high" as const, reason: "Retraining" };
    expect(silenceOf({ ...values, repeat: "weekly" })).toEqual({
      ...{ matchers: [{ label: "severity", is: "equal", value: "high" }], from: silence.from, to: silence.to },
      ...{ everyMs: 604_800_000, reason: "Retraining" },
    });
    const long = { ...values, repeat: "daily" as const, to: "2026-11-23T08:00" };
    expect(validateWith(SilenceForm)(long)).toEqual({ repeat: "It must be over before it comes again." });
    expect(validateWith(SilenceForm)({ ...values, to: "2026-11-21T07:00" })).toEqual({
      to: "The end comes after the begin.",
    });
  });

  it("a silence without a reason is refused, and the server is not asked", async () => {
    await show();
    await press("Add a silence");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(dialog()).toContain("Say why.");
    expect(asked).toEqual([]);
  });

  it("a silence offers models before a letter was typed", async () => {
    await show();
    await press("Add a silence");
    expect(looked.filter((address) => address.includes("/models"))).toEqual(["/api/v1/models?limit=20"]);
  });

  it("a channel says what comes together and how fast, and that can be changed", async () => {
    answers[`/alert-channels/${channel.id}`] = channel;
    const page = await show();
    expect(page.textContent).toContain(
      "Alerts of one model and severity together, after 30 seconds, then at most every 5 minutes.",
    );
    await press("Change Pager");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(posted(`/alert-channels/${channel.id}`)).toEqual({
      ...{
        expectedVersion: 1,
        name: "Pager",
        least: "high",
        together: "severity",
        waitMs: 30_000,
        intervalMs: 300_000,
      },
    });
  });

  it("a channel is removed after it was asked for", async () => {
    answers[`/alert-channels/${channel.id}/remove`] = channel;
    await show();
    await press("Remove Pager");
    expect(dialog()).toContain("its address and secret are forgotten");
    expect(asked).toEqual([]);
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(posted(`/alert-channels/${channel.id}/remove`)).toEqual({ expectedVersion: 1 });
  });
});

describe("an open alert", () => {
  it("is found from what one was told of it", async () => {
    const page = await render(<EntityLink entity={{ type: "alert", id: id(7) }} kind="alert_opened" />);
    expect(page.querySelector("a")?.getAttribute("href")).toBe(`/alerts/${id(7)}`);
    const several = await render(<EntityLink entity={{ type: "model", id: id(1) }} kind="alert_opened" />);
    expect(several.querySelector("a")?.getAttribute("href")).toBe(`/alerts?model=${id(1)}`);
  });

  it("is resolved with what it was", async () => {
    const alert: Alert = {
      ...{ id: id(7), state: "firing", severity: "high", title: "Drift", words: "", model, rule: null },
      ...{ startedAt: silence.from, firedAt: null, resolvedAt: null, acknowledgedBy: null, acknowledgedAt: null },
      ...{ silenced: false, count: 1, techniques: [], series: null, version: 2 },
    };
    answers[`/alerts/${alert.id}/resolve`] = { ...alert, state: "resolved" };
    answers["/alerts"] = { items: [alert], nextCursor: null, total: 1 };
    const group = { model, alerts: 20, firing: 18, silenced: 2, worst: "high", title: "Drift", since: silence.from };
    answers["/alerts/groups"] = { items: [group], total: 20 };
    const page = await render(<AlertsPage />);
    await settle();
    expect(page.textContent).toContain("20 alerts, 18 firing, 2 silenced");
    expect(page.querySelector("a[href^='/alerts/']")?.getAttribute("href")).toBe(`/alerts/${alert.id}`);
    await press("Resolve Drift");
    await click(document.querySelector("[role=dialog] button[type=submit]"));
    await settle();
    expect(posted(`/alerts/${alert.id}/resolve`)).toEqual({ expectedVersion: 2, reason: "" });
    expect(document.querySelector("[role=dialog]")).toBeNull();
  });
});
