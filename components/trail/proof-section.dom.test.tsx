import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import { sealedEntry } from "@/lib/trail-check/testing/sealed-entry.ts";
import { ProofSection } from "./proof-section.tsx";

afterEach(unmountAll);

const outcome = (page: HTMLElement) => page.querySelector("h2")?.textContent;
const button = (text: string) => [...document.querySelectorAll("button")].find((each) => each.textContent === text);

async function shown() {
  const page = await render(<ProofSection material={sealedEntry()} doesNotShow="That it was right." />);
  await vi.waitFor(() => expect(outcome(page)).toBe("Verified in this browser: all 6 checks pass"));
  return page;
}

it("checks an entry on load and says what it saw, in words and in a drawing", async () => {
  const page = await shown();
  expect(page.querySelectorAll('[data-step] [data-state="pass"]')).toHaveLength(6);
  expect(page.querySelector("svg.mk-path")?.getAttribute("aria-label")).toBe(
    "Leaf 19 and 6 sibling hashes lead to the root of 37 entries.",
  );
  expect(page.textContent).toContain("2 of 2 cosigned this root");
});

it("fails when a byte is changed, and passes again when it is put back", async () => {
  const page = await shown();
  await click(button("Change one byte"));
  const item = [...document.querySelectorAll("[role=menuitem]")].find((each) => each.textContent === "In the entry");
  await click(item);
  await vi.waitFor(() => expect(outcome(page)).toBe("The proof fails: the root is not the one that was signed"));
  expect(page.textContent).toContain("You changed version 37 to 38 in the entry. Nothing was changed on the server.");
  expect(page.querySelector("[data-step=root]")?.getAttribute("data-state")).toBe("fail");
  expect(page.querySelector("[data-step=leaf]")?.getAttribute("data-state")).toBe("doubt");
  await click(button("Put the byte back"));
  await vi.waitFor(() => expect(outcome(page)).toContain("all 6 checks pass"));
});

it("says that an entry waits for its seal, and draws no path", async () => {
  const page = await render(<ProofSection material={{ ...sealedEntry(), receipt: null }} doesNotShow="" />);
  await act(async () => vi.waitFor(() => expect(outcome(page)).toBe("Committed, not sealed yet")));
  expect(page.querySelector("svg.mk-path")).toBeNull();
});
