import { afterEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { Change } from "@/lib/graph/diff/schema.ts";
import { DiffView } from "./diff-view.tsx";

afterEach(unmountAll);

const change = (words: string, more: Partial<Change> = {}): Change => ({
  kind: "moved",
  mark: "changed",
  part: "element",
  id: "01890000-0000-7000-8000-000000000001",
  diagramId: null,
  name: "Index",
  weight: "high",
  words,
  ...more,
});

const changes = [
  change("Index moved from Bank to Platform"),
  change("Cache (Store) was added", { kind: "added", mark: "added", weight: "medium" }),
  change("The threat “Poisoned index” is gone", { kind: "removed", mark: "removed", part: "threat" }),
];

const rows = (page: HTMLElement): string[] => [...page.querySelectorAll("li")].map((row) => row.textContent ?? "");
const button = (page: HTMLElement, text: string): Element | undefined =>
  [...page.querySelectorAll("button")].find(({ textContent }) => textContent?.includes(text));

describe("DiffView", () => {
  it("groups sentences by topic, with marks that are also words, and counts what was only drawn anew", async () => {
    const page = await render(<DiffView diff={{ changes, drawingOnly: 12 }} />);
    expect([...page.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual([
      "Who can reach what",
      "What the system is made of",
      "Threats",
    ]);
    expect(rows(page)).toEqual([
      "~Changed: Index moved from Bank to PlatformLook closely",
      "+Added: Cache (Store) was added",
      "−Removed: The threat “Poisoned index” is goneLook closely",
    ]);
    expect(page.textContent).toContain("12 things were only moved on the drawing.");
    expect(page.querySelector("[role=status]")?.textContent).toBe("3 of 3 shown");
  });

  it("filters by mark and by weight", async () => {
    const page = await render(<DiffView diff={{ changes, drawingOnly: 0 }} />);
    await click(button(page, "Changed"));
    expect(button(page, "Changed")?.getAttribute("aria-pressed")).toBe("false");
    expect(rows(page)).toHaveLength(2);
    await click(page.querySelector("input[type=checkbox]"));
    expect(rows(page)).toEqual(["−Removed: The threat “Poisoned index” is goneLook closely"]);
    await click(button(page, "Removed"));
    expect(page.textContent).toContain("No change fits this filter.");
    expect(page.querySelector("[role=status]")?.textContent).toBe("0 of 3 shown");
  });

  it("leads to the thing that changed, and says when nothing did", async () => {
    const open = vi.fn();
    const page = await render(<DiffView diff={{ changes, drawingOnly: 0 }} onOpen={open} />);
    await click(button(page, "Index moved"));
    expect(open).toHaveBeenCalledWith(changes[0]);
    const empty = await render(<DiffView diff={{ changes: [], drawingOnly: 1 }} />);
    expect([...empty.querySelectorAll("p")].map(({ textContent }) => textContent)).toEqual([
      "Nothing of substance changed.",
      "1 thing was only moved on the drawing.",
    ]);
  });
});
