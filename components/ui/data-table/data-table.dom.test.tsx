import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { click, press, render, unmountAll } from "../testing/render.tsx";
import { DataTable } from "./data-table.tsx";
import type { ListValues, TablePage } from "./types.ts";

const push = vi.fn();
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push, replace: push, back: vi.fn() }),
  usePathname: () => "/models",
  useSearchParams: () => new URLSearchParams(),
}));

interface Row {
  id: string;
  name: string;
}

const rows: Row[] = ["alpha", "beta", "gamma"].map((name) => ({ id: name, name }));

async function show(page: Partial<TablePage<Row>> = {}, value: ListValues = {}) {
  const onChange = vi.fn<(change: ListValues) => void>();
  const container = await render(
    <DataTable
      id="test"
      noun={["model", "models"]}
      columns={[
        { id: "name", label: "Name", cell: (row) => row.name, sortable: true },
        { id: "note", label: "Note", cell: () => <span data-note>note</span> },
      ]}
      row={{ id: (row) => row.id, name: (row) => row.name, href: (row) => `/models/${row.id}` }}
      page={{ rows, total: 3, ...page }}
      state={{ value, onChange }}
      tools={{
        search: "Search models",
        filters: [
          {
            id: "risk",
            label: "Risk",
            multiple: true,
            options: [
              { value: "high", label: "high" },
              { value: "low", label: "low" },
            ],
          },
        ],
        bulk: (chosen) => <span data-bulk>{chosen.join(",")}</span>,
      }}
      empty={<p>Register your first model</p>}
    />,
  );
  return { container, onChange };
}

beforeEach(() => {
  localStorage.clear();
  push.mockClear();
});
afterEach(unmountAll);

describe("data table", () => {
  it("moves from row to row with j and k and stops at the ends", async () => {
    await show();
    const focused = () => document.activeElement?.textContent;
    await press("j");
    expect(focused()).toBe("alpha");
    await press("j");
    await press("j");
    await press("j");
    expect(focused()).toBe("gamma");
    await press("k");
    expect(focused()).toBe("beta");
    expect(document.activeElement?.getAttribute("href")).toBe("/models/beta");
  });

  it("goes to the search with / and leaves letters to who types there", async () => {
    await show();
    await press("/");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Search models");
    await press("j");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Search models");
  });

  it("chooses the focused row with x and offers what can be done with it", async () => {
    const { container } = await show();
    await press("j");
    await press("x");
    expect(container.querySelector("[data-bulk]")?.textContent).toBe("alpha");
    await press("x");
    expect(container.querySelector("[data-bulk]")).toBeNull();
  });

  it("opens a row by a click on it, but not by a click on a control in it", async () => {
    const { container } = await show();
    await click(container.querySelector("[data-note]"));
    expect(push).toHaveBeenCalledWith("/models/alpha");
    push.mockClear();
    await click(container.querySelector("[data-row] input"));
    expect(push).not.toHaveBeenCalled();
  });

  it("sorts up, down and not at all", async () => {
    const header = (container: HTMLElement) => container.querySelector("thead button");
    const first = await show();
    await click(header(first.container));
    expect(first.onChange).toHaveBeenLastCalledWith({ sort: "name" });
    await unmountAll();
    const second = await show({}, { sort: "name" });
    expect(second.container.querySelector("[aria-sort]")?.getAttribute("aria-sort")).toBe("ascending");
    await click(header(second.container));
    expect(second.onChange).toHaveBeenLastCalledWith({ sort: "-name" });
    await unmountAll();
    const third = await show({}, { sort: "-name" });
    await click(header(third.container));
    expect(third.onChange).toHaveBeenLastCalledWith({ sort: undefined });
  });

  it("tells empty because new from empty because filtered", async () => {
    const fresh = await show({ rows: [], total: 0 });
    expect(fresh.container.textContent).toContain("Register your first model");
    await unmountAll();
    const filtered = await show({ rows: [], total: 0 }, { q: "zebra", risk: ["high"] });
    expect(filtered.container.textContent).toContain("No models match");
    await click(
      [...filtered.container.querySelectorAll("button")].find(
        (button) => button.textContent === "Clear search and filters",
      ),
    );
    expect(filtered.onChange).toHaveBeenLastCalledWith({ q: undefined, risk: undefined });
  });

  it("reads a filter as a sentence and removes it", async () => {
    const { container, onChange } = await show({}, { risk: ["high", "low"] });
    expect(container.querySelector(".mk-filter-words")?.textContent).toBe("Risk is high or low");
    await click(container.querySelector("[aria-label='Remove filter Risk']"));
    expect(onChange).toHaveBeenLastCalledWith({ risk: undefined });
  });

  it("shows waiting rows, then says why it failed", async () => {
    const waiting = await show({ rows: undefined });
    expect(waiting.container.querySelector("table")?.getAttribute("aria-busy")).toBe("true");
    await unmountAll();
    const failed = await show({
      rows: undefined,
      error: { status: 503, title: "The database does not answer", requestId: "r-7" },
    });
    expect(failed.container.textContent).toContain("The database does not answer");
    expect(failed.container.textContent).toContain("r-7");
  });

  it("remembers the columns that were chosen", async () => {
    localStorage.setItem("modelkeep.table.test", JSON.stringify({ columns: { note: false }, density: "comfortable" }));
    const { container } = await show();
    expect([...container.querySelectorAll("thead th")].map((cell) => cell.textContent).filter(Boolean)).toEqual([
      "Name",
    ]);
    expect(container.querySelector("table")?.dataset["density"]).toBe("comfortable");
    await act(async () => {
      localStorage.setItem("modelkeep.table.test", "{broken");
      window.dispatchEvent(new StorageEvent("storage"));
    });
    expect(container.querySelectorAll("thead th")).toHaveLength(3);
  });
});
