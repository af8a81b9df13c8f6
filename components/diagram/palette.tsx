import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { elementKindNames, elementKinds, kindGroups, type ElementKind, type KindGroup } from "@/lib/graph/kinds.ts";
import { DRAGGED_KIND } from "./canvas.tsx";
import { addKind } from "./editor-actions.ts";
import { useEditor } from "./editor-context.ts";
import { ElementIcon } from "./element-icon.tsx";
import { SidePanel } from "./side-panel.tsx";

const groupNames = Object.keys(kindGroups) as KindGroup[];

function matches(kind: ElementKind, query: string): boolean {
  const { label, hint } = elementKinds[kind];
  return `${label} ${hint}`.toLowerCase().includes(query.trim().toLowerCase());
}

function Item({ kind }: { kind: ElementKind }) {
  const model = useEditor();
  const { label, hint } = elementKinds[kind];
  return (
    <li>
      <button
        type="button"
        className="mk-palette-item"
        draggable
        title={hint}
        onClick={() => addKind(model, kind)}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED_KIND, kind);
          event.dataTransfer.effectAllowed = "copy";
        }}
      >
        <ElementIcon kind={kind} />
        <span>
          {label}
          <small>{hint}</small>
        </span>
      </button>
    </li>
  );
}

/** Everything that can stand in a diagram, in the order of a model's life: choose to place in the middle, or drag. */
export function Palette() {
  const model = useEditor();
  const [query, setQuery] = useState("");
  const found = elementKindNames.filter((kind) => matches(kind, query));
  return (
    <SidePanel label="Add an element">
      <TextInput
        data-autofocus
        aria-label="Search kinds"
        placeholder="Search kinds"
        leftSection={<IconSearch aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found[0];
          if (event.key === "Enter" && first !== undefined) {
            event.preventDefault();
            addKind(model, first);
          }
        }}
      />
      {found.length === 0 ? <p className="mk-panel-note">No kind fits “{query}”.</p> : null}
      {groupNames.map((group) => {
        const kinds = found.filter((kind) => elementKinds[kind].group === group);
        return kinds.length === 0 ? null : (
          <section key={group}>
            <h2>{kindGroups[group]}</h2>
            <ul>
              {kinds.map((kind) => (
                <Item key={kind} kind={kind} />
              ))}
            </ul>
          </section>
        );
      })}
    </SidePanel>
  );
}
