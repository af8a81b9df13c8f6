import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";
import { makeElement, testId } from "@/lib/graph/testing/make.ts";
import type { DiagramDto, RoomMessage } from "@/lib/threats/schema.ts";
import { DiagramRoom } from "./diagram-room.tsx";
import type { Batch } from "@/lib/graph/replica.ts";

const drawn = vi.hoisted(() => ({ marks: 0, tables: 0 }));
const stream = vi.hoisted(() => ({ send: (_data: string): void => undefined }));

vi.mock("@/components/ui/severity-mark.tsx", () => ({
  SeverityMark: () => {
    drawn.marks += 1;
    return null;
  },
}));
vi.mock("next/dynamic", async () => {
  const { DiagramTable } = await import("@/components/diagram/diagram-table.tsx");
  return { default: () => DiagramTable };
});
vi.mock("@/components/diagram/table/element-list.tsx", () => ({
  ElementList: () => {
    drawn.tables += 1;
    return null;
  },
}));
vi.mock("@/components/layout/live-events/watch-room.ts", () => ({
  watchRoom: (_room: string, onMessage: (data: string) => void) => {
    stream.send = onMessage;
    return () => undefined;
  },
}));
vi.mock("@/lib/threats/api.ts", () => ({ showPresence: () => Promise.resolve({}) }));
vi.mock("@/lib/threats/sessions/api.ts", async () => {
  const { queryOptions } = await import("@tanstack/react-query");
  const runningSessionQuery = (id: string) =>
    queryOptions({ queryKey: ["running", id], queryFn: () => ({ session: null }), staleTime: Infinity });
  return { runningSessionQuery };
});
vi.mock("./room-door.ts", () => ({
  roomDoor: (_id: string, keep: (pending: readonly Batch[]) => void) => ({
    send: () => Promise.resolve({ kind: "unreachable" }),
    after: () => Promise.resolve({ items: [], seq: 0 }),
    keep,
    newId: () => testId(900),
    now: () => 0,
    wait: () => new Promise(() => undefined),
  }),
}));

const diagram: DiagramDto = {
  id: testId(1),
  name: "First",
  threatModel: { id: testId(2), slug: "first", name: "First", packs: [] },
  seq: 0,
  content: {
    zones: [],
    elements: [makeElement({ id: testId(3), kind: "store", name: "Store" })],
    flows: [],
    assumptions: [],
  },
  bound: {},
  abilities: { edit: true },
};

const place = {
  title: "First",
  back: null,
  home: null,
  diagrams: [],
  onDiagram: () => undefined,
  table: true,
  onTable: () => undefined,
};

function hear(message: Partial<RoomMessage>): void {
  act(() => stream.send(JSON.stringify({ room: diagram.id, batches: [], presence: [], ...message })));
}

const points = (name: string, x: number) => ({
  presence: [
    {
      id: testId(50),
      person: testId(51),
      name,
      state: { cursor: { x, y: 0 }, selection: [], viewport: null, left: false },
    },
  ],
});

it("draws neither the panel, the foot nor the table again when somebody only points", async () => {
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () =>
    root.render(
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <DiagramRoom
            diagram={diagram}
            self={{ id: testId(60), name: "Ada", guest: false }}
            threats={[]}
            packs={undefined}
            decide={null}
            place={place}
            onBoundChanged={null}
            drawMore={null}
          />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
  while (document.body.textContent.includes("Looking through the library")) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  const before = { ...drawn };
  expect(before.marks).toBeGreaterThan(4);
  hear(points("Ben", 1));
  for (let x = 2; x < 12; x += 1) hear(points("Ben", x));
  expect(document.querySelector(".mk-room-people")?.textContent).toContain("Ben");
  expect(drawn).toEqual(before);

  const renamed = { do: "set", part: "element", id: testId(3), set: { name: "Vault" } } as const;
  const actor = { type: "user", ref: testId(51), name: "Ben" };
  hear({ batches: [{ seq: 1, id: testId(70), actor, effects: [renamed], at: "2026-11-21T12:00:00.000Z" }] });
  expect(drawn.marks).toBeGreaterThan(before.marks);
  expect(drawn.tables).toBeGreaterThan(before.tables);
  await act(async () => root.unmount());
});
