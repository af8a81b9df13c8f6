import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { click, render, unmountAll } from "./testing/render.tsx";
import { UnsavedChangesGuard } from "./unsaved-changes-guard.tsx";

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));

async function show(when: boolean) {
  return render(
    <>
      <UnsavedChangesGuard when={when} />
      <a href="/models?q=x#top">elsewhere</a>
      <a href="/report.csv" download>
        file
      </a>
      <a href="/guide" target="_blank" rel="noopener">
        other tab
      </a>
    </>,
  );
}

const question = () => document.querySelector("[role=dialog]");
const button = (text: string) => [...document.querySelectorAll("button")].find((each) => each.textContent === text);
const unload = () => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

beforeEach(() => push.mockClear());
afterEach(unmountAll);

describe("guard of unsaved changes", () => {
  it("holds a link, stays when told to, and goes when told to", async () => {
    const container = await show(true);
    const event = await click(container.querySelector("a"));
    expect(event.defaultPrevented).toBe(true);
    expect(question()?.textContent).toContain("Leave without saving?");
    await click(button("Stay on this page"));
    expect(question()).toBeNull();
    expect(push).not.toHaveBeenCalled();
    await click(container.querySelector("a"));
    await click(button("Leave and lose changes"));
    expect(push).toHaveBeenCalledWith("/models?q=x#top");
  });

  it("holds the closing of the tab only while there are changes", async () => {
    await show(true);
    expect(unload()).toBe(true);
    await unmountAll();
    await show(false);
    expect(unload()).toBe(false);
  });

  it("leaves downloads and other tabs alone", async () => {
    const container = await show(true);
    container.addEventListener("click", (event) => event.preventDefault());
    await click(container.querySelector("[download]"));
    await click(container.querySelector("[target]"));
    expect(question()).toBeNull();
  });
});
