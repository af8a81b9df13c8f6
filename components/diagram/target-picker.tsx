import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { middleOf, type Scene } from "@/lib/graph/edit/scene.ts";
import type { DiagramElement } from "@/lib/graph/schema.ts";
import { connectTo } from "./editor-actions.ts";
import { useEditor } from "./editor-context.ts";
import { ElementIcon } from "./element-icon.tsx";
import { SidePanel } from "./side-panel.tsx";

/** What may be at the other end, the nearest first. */
function candidates(diagram: Diagram, scene: Scene, chosen: readonly string[]): DiagramElement[] {
  const from = chosen.map((id) => scene.elements.get(id)).find((rect) => rect !== undefined);
  if (from === undefined) return [];
  const start = middleOf(from);
  const distance = (id: string): number => {
    const rect = scene.elements.get(id);
    if (rect === undefined) return Number.POSITIVE_INFINITY;
    const { x, y } = middleOf(rect);
    return Math.hypot(x - start.x, y - start.y);
  };
  return [...diagram.element.values()]
    .filter(({ id }) => !chosen.includes(id))
    .toSorted((a, b) => distance(a.id) - distance(b.id));
}

/** Connects what is selected without a mouse: choose the other end from a list. */
export function TargetPicker({ diagram, scene }: { diagram: Diagram; scene: Scene }) {
  const model = useEditor();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const found = candidates(diagram, scene, model.chosen)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, 60);
  const finish = (id: string): void => {
    connectTo(model, id);
    model.set({ panel: null });
    model.view.focus();
  };
  return (
    <SidePanel label="Connect to">
      <TextInput
        data-autofocus
        aria-label="Search elements to connect to"
        placeholder="Connect to"
        leftSection={<IconSearch aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key !== "Enter" || first === undefined) return;
          event.preventDefault();
          finish(first.id);
        }}
      />
      {found.length === 0 ? <p className="mk-panel-note">No other element fits.</p> : null}
      <ul>
        {found.map((element) => (
          <li key={element.id}>
            <button type="button" className="mk-palette-item" onClick={() => finish(element.id)}>
              <ElementIcon kind={element.kind} />
              <span>{element.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
