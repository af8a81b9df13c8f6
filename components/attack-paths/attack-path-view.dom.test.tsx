import { afterEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "@/components/ui/testing/render.tsx";
import type { AttackPath, AttackStep } from "@/lib/graph/paths/schema.ts";
import { AttackPathView } from "./attack-path-view.tsx";

afterEach(unmountAll);

const id = (n: number): string => `01890000-0000-7000-8000-00000000000${String(n)}`;

function step(n: number, title: string, more: Partial<AttackStep> = {}): AttackStep {
  const plain = { threatId: null, elementId: null, effort: 1, likelihood: null, needs: "all" as const, after: [] };
  return { ...plain, ...more, id: id(n), title };
}

const path: AttackPath = {
  id: id(9),
  name: "Customer to ledger",
  description: "",
  entryId: null,
  assetId: null,
  goalId: id(4),
  steps: [
    step(1, "Inject a prompt", { effort: 2, elementId: id(8), likelihood: 4 }),
    step(2, "Steal a token", { effort: 5 }),
    step(3, "Take over the agent", { needs: "any", after: [id(1), id(2)], effort: 0 }),
    step(4, "Write to the ledger", { after: [id(3)], effort: 3 }),
  ],
};

const show = (stopped: string[] = [], onOpen = vi.fn()) =>
  render(
    <AttackPathView
      path={path}
      stopped={new Set(stopped)}
      nameOf={(each) => (each === id(8) ? "Chat page" : undefined)}
      onOpen={onOpen}
    />,
  );

describe("AttackPathView", () => {
  it("draws the steps with the cheapest way said in words, as thicker lines and on the steps", async () => {
    const page = await show();
    expect(page.querySelector(".mk-attack-way")?.textContent).toBe(
      "The cheapest way takes effort 5: Inject a prompt, then Write to the ledger. Its least likely step is rated 4 of 5.",
    );
    const steps = [...page.querySelectorAll("button")].map((button) => button.getAttribute("aria-label"));
    expect(steps).toEqual([
      "1. Inject a prompt, at once, Effort 2, On the cheapest way",
      "2. Steal a token, at once, Effort 5",
      "3. Take over the agent, after any of 1 or 2, Nothing of its own, On the cheapest way",
      "4. Write to the ledger, after 3, Effort 3, On the cheapest way",
    ]);
    expect(page.querySelectorAll("path")).toHaveLength(3);
    expect(page.querySelectorAll("path[data-way]")).toHaveLength(2);
    expect(page.querySelector(".mk-attack-gate")?.textContent).toBe("any");
  });

  it("is a list as well, in the order in which it can be done, with where each step happens", async () => {
    const page = await show();
    expect([...page.querySelectorAll("ol li")].map(({ textContent }) => textContent)).toEqual([
      "Inject a prompt Chat page, at once, Effort 2, On the cheapest way",
      "Steal a token at once, Effort 5",
      "Take over the agent after any of 1 or 2, Nothing of its own, On the cheapest way",
      "Write to the ledger after 3, Effort 3, On the cheapest way",
    ]);
  });

  it("takes another way round what is stopped, and says when none is left", async () => {
    const page = await show([id(1)]);
    expect(page.textContent).toContain("The cheapest way takes effort 8: Steal a token");
    expect(page.querySelector("[data-stopped]")?.textContent).toContain("Stopped");
    const none = await show([id(4)]);
    expect(none.textContent).toContain("No way is open: what works against it stops every one.");
  });

  it("opens a step", async () => {
    const open = vi.fn();
    const page = await show([], open);
    await click(page.querySelectorAll("button")[2]);
    expect(open).toHaveBeenCalledWith(id(3));
  });
});
