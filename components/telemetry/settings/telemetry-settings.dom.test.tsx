import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { telemetryDefaults } from "@/lib/telemetry/rules.ts";
import type { TelemetrySettingsDto, TelemetryUse } from "@/lib/telemetry/settings/schema.ts";
import { SamplesSection } from "../samples-section.tsx";
import { TelemetrySettingsPage } from "./telemetry-settings-page.tsx";

vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn(), back: vi.fn(), prefetch: vi.fn() }),
  usePathname: () => "/settings/telemetry",
  useSearchParams: () => new URLSearchParams(),
}));

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;
const at = "2026-11-21T08:00:00.000Z";
const settings: TelemetrySettingsDto = { ...telemetryDefaults, version: 3, abilities: { edit: true } };
const use: TelemetryUse = {
  ...{ lastMinute: 15_000, lastHour: 420_000, busiestMinute: 30_000, waiting: 2, oldestSeconds: 4, samples: 0 },
  parked: [
    {
      ...{ id: id(5), source: "events", receivedAt: at, parkedAt: at, events: 1_200, tries: 3 },
      reason: "the window is damaged <b>x</b>",
    },
  ],
  parkedCount: 1,
};
const me = (abilities: string[]) => ({
  user: {
    ...{ id: id(9), name: "Ada", email: "ada@example.org", role: "administrator", state: "active" },
    ...{ mfaEnabled: false, createdAt: at, disabledAt: null, version: 1 },
  },
  organization: { id: id(8), name: "Keep", slug: "keep" },
  secondFactorRequired: false,
  abilities,
});
const sample = (number: number, content: object | null) => ({
  ...{ id: String(number).repeat(24), at, version: "1.0", content },
});

const asked: { path: string; method: string; body: unknown }[] = [];
let answers: Record<string, unknown> = {};

beforeEach(() => {
  asked.length = 0;
  answers = {
    "/telemetry-settings": settings,
    "/telemetry-settings/use": use,
    "/users/me": me(["telemetry:read", "telemetry:inspect"]),
    [`/telemetry-batches/${id(5)}/retry`]: { id: id(5), events: 1_200 },
    [`/telemetry-batches/${id(5)}/discard`]: { id: id(5), events: 1_200 },
  };
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.stubGlobal("fetch", async (address: string, { body, method = "GET" }: RequestInit = {}) => {
    const path = new URL(address, "http://keep.test").pathname.replace("/api/v1", "");
    if (typeof body === "string") asked.push({ path, method, body: JSON.parse(body) as unknown });
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

async function show(page = <TelemetrySettingsPage />): Promise<HTMLElement> {
  const shown = await render(page);
  await settle();
  return shown;
}

const button = (name: string) =>
  [...document.querySelectorAll("button")].findLast(
    (one) => (one.getAttribute("aria-label") ?? one.textContent) === name,
  );

async function press(name: string): Promise<void> {
  await click(button(name));
  await settle();
}

async function write(label: string, value: string): Promise<void> {
  const found = [...document.querySelectorAll("label")].findLast((one) => one.textContent?.startsWith(label));
  const field = document.getElementById(found?.htmlFor ?? "") as HTMLInputElement | HTMLTextAreaElement;
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await settle();
}

describe("the settings of telemetry", () => {
  it("say what comes in against the quota, and what each figure means", async () => {
    const page = await show();
    for (const words of [
      "15,000",
      "1 % of the quota",
      "2 batches wait to be counted",
      "The budget of false alarms",
      "answered 429",
      "No prompt, no answer and no row of features is kept",
    ]) {
      expect(page.textContent).toContain(words);
    }
    expect(page.textContent).not.toContain("longer than a minute");
  });

  it("warn when batches wait too long and when the quota is nearly used up", async () => {
    answers["/telemetry-settings/use"] = { ...use, oldestSeconds: 75, busiestMinute: 1_400_000 };
    const page = await show();
    expect(page.textContent).toContain("Batches wait longer than a minute");
    expect(page.textContent).toContain("The quota was nearly used up");
  });

  it("send all figures with the version that was seen", async () => {
    await show();
    await write("False pages of a model", "4");
    await press("Save figures");
    expect(asked).toEqual([
      {
        path: "/telemetry-settings",
        method: "PUT",
        body: { ...telemetryDefaults, pagesAMonth: 4, expectedVersion: 3 },
      },
    ]);
  });

  it("switch sampling on only after a sentence was typed", async () => {
    await show();
    await press("Switch sampling on");
    const dialog = document.querySelector("[role=dialog]");
    expect(dialog?.textContent).toContain("personal data");
    await press("Switch sampling on");
    expect(asked).toEqual([]);
    await write("Type keep raw events", "keep raw events");
    await press("Switch sampling on");
    expect(asked[0]?.body).toMatchObject({ sampling: true, samplesAnHour: 20, expectedVersion: 3 });
  });

  it("say that switching sampling off deletes everything", async () => {
    answers["/telemetry-settings"] = { ...settings, sampling: true };
    const page = await show();
    expect(page.textContent).toContain("Up to 20 events of each model and hour are kept for 7 days");
    await press("Switch sampling off");
    expect(document.querySelector("[role=dialog]")?.textContent).toContain("cannot be brought back");
    await press("Delete all samples");
    expect(asked[0]?.body).toMatchObject({ sampling: false });
  });

  it("show parked batches with their reason as text; each can be tried again or discarded with a reason", async () => {
    const page = await show();
    expect(page.textContent).toContain("the window is damaged <b>x</b>");
    await press("Try again to count 1,200 records");
    expect(asked.at(-1)?.path).toBe(`/telemetry-batches/${id(5)}/retry`);
    await press("Discard the batch of 1,200 records");
    await press("Discard batch");
    expect(asked).toHaveLength(1);
    expect(document.querySelector("[role=dialog]")?.textContent).toContain("Say why it may be lost.");
    await write("Why they may be lost", "Sent by mistake");
    await press("Discard batch");
    expect(asked.at(-1)).toMatchObject({
      path: `/telemetry-batches/${id(5)}/discard`,
      body: { reason: "Sent by mistake" },
    });
  });

  it("are read only for everybody else", async () => {
    answers["/telemetry-settings"] = { ...settings, abilities: { edit: false } };
    const page = await show();
    expect(page.textContent).toContain("1,500,000");
    expect([...page.querySelectorAll("button, input")]).toEqual([]);
  });
});

describe("the samples of a model", () => {
  it("say that sampling is off and where it is switched on", async () => {
    const page = await show(<SamplesSection model="scorer" />);
    expect(page.textContent).toContain("Sampling is off");
    expect(page.querySelector("a")?.getAttribute("href")).toBe("/settings/telemetry");
  });

  it("are opened on demand only, shown as text, page by page", async () => {
    answers["/telemetry-settings"] = { ...settings, sampling: true };
    answers["/telemetry/scorer/samples"] = {
      sampling: true,
      items: [
        sample(1, { input: "<img src=x>", features: { amount: 3 }, prediction: "fraud", confidence: 0.5 }),
        sample(2, null),
      ],
      total: 4,
    };
    const page = await show(<SamplesSection model="scorer" />);
    expect(asked).toEqual([]);
    await press("Open samples");
    expect(page.textContent).toContain("<img src=x>");
    expect(page.querySelector("img")).toBeNull();
    for (const words of ["1.0", "predicted fraud, confidence 0.5", '"amount": 3', "cannot be opened"]) {
      expect(page.textContent).toContain(words);
    }
    await press("Open older ones");
    expect(asked.at(-1)?.body).toEqual({ to: at, toId: "2".repeat(24) });
  });

  it("are not offered to those who may not open them", async () => {
    answers["/telemetry-settings"] = { ...settings, sampling: true };
    answers["/users/me"] = me(["telemetry:read"]);
    const page = await show(<SamplesSection model="scorer" />);
    expect(page.textContent).toContain("security leads can open them");
    expect(page.querySelector("button")).toBeNull();
  });
});
