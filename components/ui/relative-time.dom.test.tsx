import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { RelativeTime } from "./relative-time.tsx";

const page = (
  <MantineProvider env="test">
    <RelativeTime at="2026-11-20T07:12:36Z" />
  </MantineProvider>
);

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe("relative time on a page", () => {
  it("is written by the server as a date and becomes relative without a mismatch", async () => {
    vi.useFakeTimers({ now: new Date("2026-11-20T07:17:40Z") });
    const container = document.createElement("div");
    document.body.append(container);
    container.innerHTML = renderToString(page);
    expect(container.querySelector("time")?.textContent).toBe("20 Nov");
    const mismatches: unknown[] = [];
    const root = await act(async () =>
      hydrateRoot(container, page, { onRecoverableError: (error) => mismatches.push(error) }),
    );
    expect(mismatches).toEqual([]);
    expect(container.querySelector("time")?.textContent).toBe("5 min ago");
    expect(container.querySelector("time")?.getAttribute("aria-label")).toContain("07:12:36 UTC");
    await act(async () => vi.advanceTimersByTime(60_000));
    expect(container.querySelector("time")?.textContent).toBe("6 min ago");
    await act(async () => root.unmount());
  });
});
