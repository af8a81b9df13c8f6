import { act } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { LineageDto, LineageNode } from "@/lib/lineage/schema.ts";
import { lineageCsv } from "./lineage-csv.ts";
import { LineageList } from "./lineage-list.tsx";
import { NodePanel } from "./node-panel.tsx";
import { recordFacts } from "./record-facts.ts";

afterEach(unmountAll);

const id = (n: number): string => `01890000-0000-7000-8000-00000000000${String(n)}`;

const base = { detail: "", sensitivity: "internal", state: "active", status: "", owner: null } as const;
const start: LineageNode = {
  ...base,
  type: "dataset",
  id: id(1),
  slug: "cards",
  name: "Cards",
  side: "start",
  distance: 0,
  via: null,
  certain: true,
};
const version: LineageNode = {
  ...base,
  type: "model_version",
  id: id(2),
  slug: "fraud/2",
  name: "Fraud",
  detail: "2",
  state: "released",
  owner: { id: id(9), name: "Lena Vogt", active: true },
  side: "down",
  distance: 1,
  via: "trained_on",
  certain: true,
};
const api: LineageNode = {
  ...base,
  type: "deployment",
  id: id(3),
  slug: "api",
  name: "=API",
  detail: "production",
  status: "live",
  side: "down",
  distance: 2,
  via: "runs",
  certain: false,
};
const lineage: LineageDto = {
  of: { ...base, type: "dataset", id: id(1), slug: "cards", name: "Cards" },
  nodes: [start, version, api],
  edges: [
    { relation: "trained_on", up: id(1), down: id(2), certain: true },
    { relation: "runs", up: id(2), down: id(3), certain: false },
  ],
  up: null,
  down: { count: 2, complete: true, live: 1, unsure: 1, byType: [] },
};

describe("the list", () => {
  it("has a table a kind, live deployments first, with owner, state and distance in words", async () => {
    const page = await render(<LineageList lineage={lineage} />);
    expect([...page.querySelectorAll("table")].map((table) => table.getAttribute("aria-label"))).toEqual([
      "Live deployments",
      "Model versions",
    ]);
    const rows = [...page.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()),
    );
    expect(rows[0]).toEqual([
      "=API",
      "Deployment, production",
      "Live",
      "Internal",
      "Nobody",
      "2",
      "runs version not stated, may be affected",
    ]);
    expect(rows[1]?.slice(0, 3)).toEqual(["Fraud 2", "Model version", "Released"]);
    expect(rows[1]?.[4]).toContain("Lena Vogt");
    expect(page.querySelector("tbody a")?.getAttribute("href")).toBe("/deployments/api");
  });

  it("copies itself as CSV that no spreadsheet runs", async () => {
    const written = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText: written } });
    const page = await render(<LineageList lineage={lineage} />);
    const button = [...page.querySelectorAll("button")].find(({ textContent }) => textContent === "Copy as CSV");
    await click(button);
    await act(async () => Promise.resolve());
    vi.unstubAllGlobals();
    expect(written).toHaveBeenCalledWith(lineageCsv(lineage.nodes, location.origin));
    expect(page.querySelector("[role=status]")?.textContent).toBe("Copied.");
    const lines = lineageCsv(lineage.nodes, "https://keep.test").split("\r\n");
    expect(lines[3]).toBe(
      "downstream,2,runs,no: version not stated,Deployment,'=API,production,Live,Internal,,https://keep.test/deployments/api",
    );
  });
});

describe("the panel", () => {
  it("says what a thing is, how far away, and leads to its neighbours; Escape closes", async () => {
    const [select, close] = [vi.fn(), vi.fn()];
    const page = await render(<NodePanel node={version} lineage={lineage} onSelect={select} onClose={close} />);
    expect(document.activeElement?.textContent).toBe("Fraud 2");
    expect(page.textContent).toContain("1 link downstream, by “trained on”");
    expect([...page.querySelectorAll("li")].map(({ textContent }) => textContent)).toEqual([
      "trained on Cards",
      "runs in (version not stated) =API",
    ]);
    await click([...page.querySelectorAll("button")].find(({ textContent }) => textContent === "=API"));
    expect(select).toHaveBeenCalledWith(id(3));
    await act(async () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe("a record as it was", () => {
  it("is told in words: names instead of ids, links with their kind, nothing of how it is kept", () => {
    const facts = recordFacts(
      {
        links: [
          { relation: "trained_on", type: "dataset", id: id(1) },
          { relation: "depends_on", type: "component", id: id(7) },
        ],
        ownerId: id(9),
        facts: { rowCount: 12, validation: "passed" },
        name: "Fraud",
        sourceDigest: null,
        tags: ["cards", "eu"],
      },
      { people: { [id(9)]: "Lena Vogt" }, nodes: [lineage.of] },
    );
    expect(facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Name: Fraud",
      "Links: trained on Cards; depends on a component that is no longer there",
      "Owner: Lena Vogt",
      "Row count: 12",
      "Validation: passed",
      "Tags: cards, eu",
    ]);
  });
});
