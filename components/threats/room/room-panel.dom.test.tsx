import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, it } from "vitest";
import type { EditHistory } from "@/components/diagram/editor-types.ts";
import { toDiagram } from "@/lib/graph/diagram.ts";
import { makeElement, testId } from "@/lib/graph/testing/make.ts";
import type { RoomThreat } from "@/lib/threats/schema.ts";
import { RoomPanel } from "./room-panel.tsx";
import type { Suggestions } from "./use-suggestions.ts";

const store = testId(1);
const threat: RoomThreat = {
  ...{ id: testId(2), targetId: store, libraryId: "AIT-001", title: "Poisoned wiki", state: "accepted" },
  ...{ severity: "high", owner: null, because: [] },
};
const suggestions = {
  all: [],
  of: () => [],
  coverage: () => [],
  gone: (accepted: readonly { key: string }[]) => accepted.map(({ key }) => ({ key, why: "It is signed now." })),
} as unknown as Suggestions;

it("counts the threats that lost their cause, and says what they are about and why", () => {
  const container = document.body.appendChild(document.createElement("div"));
  const root = createRoot(container);
  const diagram = toDiagram({
    zones: [],
    elements: [makeElement({ id: store, name: "Policy wiki" })],
    flows: [],
    assumptions: [],
  });
  act(() =>
    root.render(
      <MantineProvider env="test">
        <RoomPanel
          data={{ diagram, bound: {}, suggestions, threats: [threat] }}
          id={null}
          onSelect={() => undefined}
          edit={{} as EditHistory}
          readOnly
          decide={null}
          onBind={null}
          draw={null}
        />
      </MantineProvider>,
    ),
  );
  const tab = [...container.querySelectorAll<HTMLElement>("[role=tab]")].at(-1);
  expect(tab?.textContent).toBe("Cause gone 1");
  act(() => tab?.click());
  expect(container.querySelector(".mk-panel-threats")?.textContent).toBe(
    "HighPoisoned wikiPolicy wiki: To be treatedCause gone. It is signed now.",
  );
  act(() => root.unmount());
});
