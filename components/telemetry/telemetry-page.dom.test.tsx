import { act } from "react";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { Telemetry } from "@/lib/telemetry/schema.ts";
import { AlertsPage } from "./alerts-page.tsx";
import { ConnectPage } from "./connect-page.tsx";
import { TelemetryModelsPage } from "./models-page.tsx";
import { waysToConnect } from "./snippets.ts";
import { TelemetryPage } from "./telemetry-page.tsx";
import {
  clientsFixture,
  distributionFixture,
  pointsFixture,
  start,
  telemetryFixture,
} from "./testing/telemetry-fixture.ts";

vi.setConfig({ testTimeout: 30_000 });

const router = { push: vi.fn(), replace: vi.fn(), back: vi.fn(), prefetch: vi.fn() };
let search = new URLSearchParams();
vi.mock("next/navigation", () => ({
  useRouter: () => router,
  usePathname: () => "/telemetry/card-fraud-gbm",
  useSearchParams: () => search,
}));
vi.mock("next/dynamic", async () => {
  const { TimePlot } = await import("@/components/charts/time-plot.tsx");
  return { default: () => TimePlot };
});

const hour = 3_600_000;
let answers: Record<string, unknown> = {};
const asked: string[] = [];

/** Answers as the server would, by the end of the path. */
function serve(telemetry: Telemetry, more: Record<string, unknown> = {}): void {
  answers = {
    "/telemetry/card-fraud-gbm": telemetry,
    "/distribution": distributionFixture(),
    "/clients": clientsFixture,
    "/users/me": {},
    ...more,
  };
}

beforeEach(() => {
  search = new URLSearchParams();
  asked.length = 0;
  router.push.mockClear();
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const url = new URL(address, "http://keep.test");
    const path = url.pathname.replace("/api/v1", "");
    const series = url.searchParams.get("series") ?? "";
    const answer = path.endsWith("/points")
      ? pointsFixture(series)
      : (answers[path] ?? answers[path.slice(path.lastIndexOf("/"))]);
    return new Response(JSON.stringify(answer ?? {}), { status: answer === undefined ? 404 : 200 });
  });
});
afterEach(async () => {
  await unmountAll();
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) await act(async () => new Promise((resolve) => setTimeout(resolve, 5)));
}

async function show(telemetry: Telemetry, more: Record<string, unknown> = {}): Promise<HTMLElement> {
  serve(telemetry, more);
  const page = await render(<TelemetryPage slug="card-fraud-gbm" opened={start + 24 * hour} />);
  await settle();
  return page;
}

describe("the page of a model", () => {
  it("says the finding first, opens the worst cell in words and names who sent it", async () => {
    const page = await show(telemetryFixture());
    expect(page.querySelector("h1")?.textContent).toContain("One client moved card-fraud-gbm");
    expect(page.textContent).toContain("3 of 46 features drifted");
    expect(page.querySelector(".mk-why")?.textContent).toContain("the median went from 0.24 to 0.37");
    expect(page.querySelector(".mk-why")?.textContent).toContain(
      "Why this is probably an attack, not a change in the world",
    );
    expect(page.querySelector("[data-hot]")?.textContent).toContain("Looks like extraction");
    expect(page.textContent).toContain("not enough data");
    const distribution = asked.find((address) => address.includes("/distribution"));
    expect(distribution).toContain(`at=${start + 16 * hour}`);
    expect(asked.find((address) => address.includes("/clients"))).toContain(
      `from=${encodeURIComponent(new Date(start + 16 * hour).toISOString())}`,
    );
  });

  it("keeps the chosen cell in the address and shows what is hatched as not enough data", async () => {
    const page = await show(telemetryFixture());
    const hatched = [...page.querySelectorAll<HTMLButtonElement>("[role='grid'] button[data-level='none']")];
    expect(hatched.map((button) => button.getAttribute("aria-label"))[0]).toContain("basket_items");
    expect(hatched[0]?.getAttribute("aria-label")).toContain("not enough data, n = 12");
    await click(hatched[0]);
    expect(router.push.mock.calls[0]?.[0]).toContain("cell=feature%3Abasket_items%40");
  });

  it("shows panels without the columns of the input, and a second version beside", async () => {
    search = new URLSearchParams({ compare: "4.2.0" });
    const page = await show(telemetryFixture());
    const titles = [...page.querySelectorAll(".mk-panels h3")].map(({ textContent }) => textContent);
    expect(titles).toEqual(["How much is it asked?", "How long does it take?", "How sure is it?"]);
    expect(asked.some((address) => address.includes("/points") && address.includes("version=4.2.0"))).toBe(true);
    expect(page.querySelector(".mk-panels")?.textContent).toContain(", 4.2.0");
  });

  it("sets two versions side by side: numbers and one column in the test's words, chosen in the address", async () => {
    search = new URLSearchParams({ compare: "4.2.0", version: "4.2.1", quantity: "feature:mcc_rarity" });
    const page = await show(telemetryFixture());
    const section = page.querySelector(".mk-compare")?.closest("section");
    expect(section?.textContent).toContain("How does 4.2.1 differ from 4.2.0?");
    expect(
      [...(section?.querySelectorAll("thead th") ?? [])].slice(0, 4).map(({ textContent }) => textContent),
    ).toEqual(["Quantity", "4.2.1", "4.2.0", "Difference"]);
    expect(section?.querySelectorAll(".mk-compare-numbers tbody tr")).toHaveLength(3);
    expect(section?.querySelector(".mk-compare-numbers tbody td:last-child")?.textContent).toBe("none");
    expect(section?.textContent).toContain("the median went from 0.24 to 0.37");
    const compared = asked.find((address) => address.includes("/distribution") && address.includes("against=4.2.0"));
    expect(compared).toContain("version=4.2.1");
    expect(compared).toContain("series=feature%3Amcc_rarity");
  });

  it("says of a slow change that it is far from the frozen reference and near the last weeks", async () => {
    const fixture = telemetryFixture();
    const [first, ...others] = fixture.drift.rows;
    const slow = first!.cells.map((cell) => ({
      ...cell,
      status: "drifted" as const,
      effect: 0.2,
      story: "slow" as const,
    }));
    const rolling = {
      story: "slow" as const,
      distance: 0.03,
      days: 14,
      words: ["It is far from the frozen reference and near the last weeks: a slow change."],
    };
    const page = await show(
      { ...fixture, drift: { ...fixture.drift, rows: [{ ...first!, cells: slow }, ...others] } },
      { "/distribution": distributionFixture({ rolling }) },
    );
    expect(page.querySelector(".mk-drift-slow")?.textContent).toContain("Slow change: merchant_risk_score");
    expect(page.querySelector("[role='grid'] button[data-ring]")?.getAttribute("aria-label")).toContain(
      "a slow change",
    );
    expect(page.querySelector(".mk-why")?.textContent).toContain("near the last weeks: a slow change");
    await unmountAll();
    expect((await show(telemetryFixture())).querySelector(".mk-drift-slow")).toBeNull();
  });

  it("teaches when nothing came yet, and draws nothing", async () => {
    const page = await show(
      telemetryFixture({ state: "no_data", firstAt: null, lastAt: null, finding: "No data yet" }),
    );
    expect(page.querySelector("a[href='/telemetry/card-fraud-gbm/connect']")?.textContent).toContain(
      "Connect telemetry",
    );
    expect(page.querySelector("[role='grid']")).toBeNull();
    expect(page.textContent).toContain("Point the exporter that you already have");
  });

  it("says loudly that a model is silent, and that a warming one is not judged", async () => {
    const silent = await show(telemetryFixture({ state: "silent" }));
    expect(silent.querySelector("[role='status']")?.textContent).toContain("Nothing comes any more");
    await unmountAll();
    const warm = await show(telemetryFixture({ state: "warm_up", reference: null }));
    expect(warm.textContent).toContain("so little can be judged");
    expect(warm.textContent).toContain("There is no reference yet");
  });

  it("says that nothing drifted instead of opening some cell", async () => {
    const fixture = telemetryFixture();
    const rows = fixture.drift.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, status: "stable" as const })),
    }));
    const page = await show({ ...fixture, drift: { ...fixture.drift, rows, drifted: 0 } });
    expect(page.querySelector(".mk-why")?.textContent).toContain("Nothing drifted in this range");
    expect(asked.some((address) => address.includes("/distribution"))).toBe(false);
  });

  it("never says that nothing drifted when nothing could be judged", async () => {
    const fixture = telemetryFixture({ reference: null });
    const rows = fixture.drift.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, status: "no_reference" as const, effect: null, p: null })),
    }));
    const page = await show({ ...fixture, drift: { ...fixture.drift, rows, drifted: 0 } });
    expect(page.querySelector(".mk-why")?.textContent).toContain("Drift is not judged in this range");
    expect(page.textContent).not.toContain("Nothing drifted");
    expect(page.querySelectorAll("[role='grid'] button:not([data-level='none'])")).toHaveLength(0);
    expect(page.querySelector(".mk-heat-key")?.textContent).toContain("not enough data, or not in the reference");
    const usual = page.querySelector<HTMLAnchorElement>(".mk-why a")?.getAttribute("href") ?? "";
    expect(page.querySelector(usual)?.textContent).toBe("What is usual?");
  });

  it("shows the busiest clients and whoever stands out, and the others on demand", async () => {
    const [hot, usual] = clientsFixture.clients;
    const clients = Array.from({ length: 30 }, (_, place) => ({
      ...(place === 20 ? hot : usual),
      client: `client ${place}`,
    }));
    const page = await show(telemetryFixture(), { "/clients": { clients, total: 598, requests: 900 } });
    const names = () => [...page.querySelectorAll(".mk-clients tbody th")].map(({ textContent }) => textContent);
    expect(names()).toEqual([...clients.slice(0, 10), clients[20]].map((each) => each?.client));
    expect(page.querySelector(".mk-clients")?.textContent).toContain("11 of 598 clients");
    await click([...page.querySelectorAll(".mk-clients button")].find(({ textContent }) => textContent === "Show 30"));
    expect(names()).toHaveLength(30);
  });

  it("lets the first reference hold at once and says so; another one is proposed", async () => {
    const abilities = ["telemetry:manage"];
    const id = "00000000-0000-4000-8000-000000000009";
    const user = {
      ...{ id, name: "Ada", email: "ada@keep.test", role: "administrator", state: "active", version: 1 },
      ...{ mfaEnabled: false, createdAt: new Date(start).toISOString(), disabledAt: null },
    };
    const organization = { id, name: "Keep", slug: "keep" };
    const me = { user, organization, secondFactorRequired: false, abilities };
    const names = (page: Element) => [...page.querySelectorAll("button")].map(({ textContent }) => textContent);
    const first = await show(telemetryFixture({ reference: null, proposed: null }), { "/users/me": me });
    expect(first.textContent).toContain("The first reference holds at once; every later one needs a second person.");
    expect(names(first)).toContain("Choose a reference");
    await unmountAll();
    const later = await show(telemetryFixture({ proposed: null }), { "/users/me": me });
    expect(names(later)).toContain("Propose another reference");
  });
});

describe("connecting", () => {
  it("turns from waiting to arrived, and its snippets hold the real address and the real name", async () => {
    serve(telemetryFixture({ state: "no_data", firstAt: null, lastAt: null }));
    const waiting = await render(<ConnectPage slug="card-fraud-gbm" base="https://keep.test" />);
    await settle();
    expect(waiting.querySelector("[role='status']")?.textContent).toContain("Waiting for the first event");
    expect(waiting.querySelector("pre + pre, pre")?.textContent).toContain("MODELKEEP_KEY");
    await unmountAll();
    serve(telemetryFixture());
    const arrived = await render(<ConnectPage slug="card-fraud-gbm" base="https://keep.test" />);
    await settle();
    expect(arrived.querySelector("[data-arrived]")?.textContent).toContain("Events arrive");
  });

  it("leads every way to an address that this product has", () => {
    const code = waysToConnect({ base: "https://keep.test", slug: "fraud" })
      .flatMap(({ snippets }) => snippets.map((snippet) => snippet.code))
      .join("\n");
    const addresses = [...code.matchAll(/https:\/\/keep\.test(\/[^"\s?\\]*)/g)].map(([, path]) => path);
    expect([...new Set(addresses)]).toEqual([
      "/api/v1/otlp",
      "/api/v1/telemetry/events",
      "/api/v1/prometheus/write",
      "/api/v1/cloudevents",
      "/api/v1/langfuse",
      "/api/v1/mlflow",
    ]);
    expect(code).toContain("modelkeep.model=fraud");
  });
});

const alert = {
  id: "01890000-0000-7000-8000-000000000301",
  state: "firing",
  severity: "high",
  title: "One client moves inputs",
  words: "Client 7f3a91c2 sends 13 times its usual rate",
  model: { id: "01890000-0000-7000-8000-000000000001", name: "card-fraud-gbm", slug: "card-fraud-gbm" },
  rule: null,
  startedAt: "2026-11-20T02:10:00.000Z",
  firedAt: "2026-11-20T02:15:00.000Z",
  resolvedAt: null,
  acknowledgedBy: null,
  acknowledgedAt: null,
  silenced: false,
  count: 3,
  techniques: ["AML.T0024.002"],
  series: null,
  version: 3,
};

describe("lists", () => {
  it("tells of each model its state in words, its drift and its alerts", async () => {
    const model = {
      model: telemetryFixture().model,
      state: "silent",
      lastAt: null,
      perHour: null,
      drifted: 3,
      features: 46,
      alerts: 2,
      worst: "high",
      words: "Nothing came for two hours",
      volume: [[start, 4]],
    };
    serve(telemetryFixture(), { "/telemetry": { items: [model], nextCursor: null, total: 1 } });
    const page = await render(<TelemetryModelsPage />);
    await settle();
    const row = page.querySelector("tbody tr")?.textContent ?? "";
    for (const words of ["card-fraud-gbm", "Nothing came for two hours", "Silent", "3 of 46 features", "2 open"]) {
      expect(row).toContain(words);
    }
  });

  it("lists alerts with state and severity in words", async () => {
    const { model, severity: worst, title, startedAt: since } = alert;
    const groups = [{ model, worst, title, since, alerts: 1, firing: 1, silenced: 0 }];
    serve(telemetryFixture(), {
      "/alerts": { items: [alert], nextCursor: null, total: 1 },
      "/alerts/groups": { items: groups, total: 1 },
    });
    const page = await render(<AlertsPage />);
    await settle();
    await settle();
    const row = page.querySelector("ul[aria-label='Alerts by model']")?.textContent ?? "";
    for (const words of ["One client moves inputs", "High", "Firing", "card-fraud-gbm"]) expect(row).toContain(words);
  });
});

describe("the sheet of styles", () => {
  it("names a ground for every level of the scale", () => {
    const css = readFileSync("components/charts/charts.css", "utf8");
    for (const level of [0, 1, 2, 3, 4, 5, 6]) expect(css).toContain(`[data-level="${level}"]`);
  });
});
