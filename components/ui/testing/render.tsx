import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";

const roots: Root[] = [];

/** Renders into the document of a test, inside the providers that every page has. */
export async function render(children: ReactNode): Promise<HTMLElement> {
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  roots.push(root);
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <MantineProvider env="test">{children}</MantineProvider>
      </QueryClientProvider>,
    ),
  );
  return container;
}

/** Takes everything off the page again; call it after each test. */
export async function unmountAll(): Promise<void> {
  await act(async () => {
    for (const root of roots.splice(0)) root.unmount();
  });
  document.body.replaceChildren();
}

/** Presses a key where the focus is, as a person would. */
export async function press(key: string): Promise<void> {
  const target = document.activeElement ?? document.body;
  await act(async () => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
}

export async function click(element: Element | null | undefined): Promise<MouseEvent> {
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, button: 0 });
  await act(async () => element?.dispatchEvent(event));
  return event;
}
