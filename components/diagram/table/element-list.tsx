import { Button } from "@mantine/core";
import { memo, useState } from "react";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { addElement, removeAll } from "@/lib/graph/edit/add-element.ts";
import { putInZone } from "@/lib/graph/edit/move.ts";
import { sceneOf, around } from "@/lib/graph/edit/scene.ts";
import { elementKindNames, elementKinds, type ElementKind } from "@/lib/graph/kinds.ts";
import type { DiagramElement, Operation } from "@/lib/graph/schema.ts";
import { DetailRow } from "./detail-row.tsx";
import { ChoiceCell, RemoveCell, TextCell } from "./cells.tsx";
import { RowList } from "./row-list.tsx";
import { hasWords, NONE, zoneOptions, type TableContext } from "./table-types.ts";

const kindOptions = elementKindNames.map((kind) => ({ value: kind, label: elementKinds[kind].label }));
const isKind = (value: string): value is ElementKind => value in elementKinds;

function Bound({ element, context }: { element: DiagramElement; context: TableContext }) {
  const { edit, facts, readOnly, onBind } = context;
  const fact = facts.bound.get(element.id);
  const words = fact === undefined ? "A record" : [fact.name, fact.sensitivity, fact.state].filter(Boolean).join(", ");
  if (element.bound !== null || fact !== undefined) {
    return (
      <span className="mk-list-bound">
        {fact?.href == null ? words : <a href={fact.href}>{words}</a>}
        {readOnly || element.bound === null ? null : (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={`Unbind ${element.name}`}
            onClick={() =>
              edit.propose(
                [{ do: "set", part: "element", id: element.id, set: { bound: null } }],
                `Unbound ${element.name}`,
              )
            }
          >
            Unbind
          </Button>
        )}
      </span>
    );
  }
  if (onBind === null || readOnly) return <span className="mk-list-none">Not bound</span>;
  return (
    <Button variant="subtle" size="compact-xs" aria-label={`Bind ${element.name}`} onClick={() => onBind(element.id)}>
      Bind
    </Button>
  );
}

const ElementRow = memo(function ElementRow({ element, context }: { element: DiagramElement; context: TableContext }) {
  const { diagram, edit, readOnly, facts } = context;
  const { id, name } = element;
  const [open, setOpen] = useState(false);
  const mark = facts.marks.get(id);
  const set = (change: Extract<Operation, { part: "element"; do: "set" }>["set"], label: string): void => {
    edit.propose([{ do: "set", part: "element", id, set: change }], label);
  };
  return (
    <>
      <tr>
        <td>
          <TextCell
            label={`Name of ${name}`}
            value={name}
            required
            readOnly={readOnly}
            onCommit={(next) => set({ name: next }, `Renamed to ${next}`)}
          />
        </td>
        <td>
          <ChoiceCell
            label={`Kind of ${name}`}
            value={element.kind}
            options={() => kindOptions}
            readOnly={readOnly}
            onCommit={(kind) => (isKind(kind) ? set({ kind }, `Changed the kind of ${name}`) : undefined)}
          />
        </td>
        <td>
          <ChoiceCell
            label={`Zone of ${name}`}
            value={element.zoneId ?? NONE}
            options={() => zoneOptions(diagram)}
            readOnly={readOnly}
            onCommit={(zone) => {
              const operations = putInZone(diagram, sceneOf(diagram), id, zone === NONE ? null : zone);
              edit.propose(operations, `Moved ${name} to another zone`);
            }}
          />
        </td>
        <td>
          <Bound element={element} context={context} />
        </td>
        <td className="mk-list-threats">
          {mark === undefined || mark.count === 0 ? (
            <span className="mk-list-none">None</span>
          ) : (
            <SeverityMark level={mark.severity ?? "unknown"}>
              {mark.count}
              <span className="mk-visually-hidden">, worst {mark.severity ?? "not rated"}</span>
            </SeverityMark>
          )}
        </td>
        <td>
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={open}
            aria-label={`Details of ${name}`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Close" : "Details"}
          </Button>
        </td>
        <td>
          <RemoveCell
            what={name}
            readOnly={readOnly}
            onRemove={() => edit.propose(removeAll(diagram, [id]), `Removed ${name}`)}
          />
        </td>
      </tr>
      {open ? <DetailRow part="element" value={element} columns={7} context={context} /> : null}
    </>
  );
});

const columns = ["Name", "Kind", "Zone", "Inventory record", "Threats", "More"];

/** All elements, each with its name, kind, zone, record and answers to change. */
export function ElementList({ context }: { context: TableContext }) {
  const { diagram, edit, newId, readOnly, query } = context;
  const all = [...diagram.element.values()];
  const shown = all
    .filter((element) => hasWords(query, element.name, elementKinds[element.kind].label))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
  const add = (): void => {
    const scene = sceneOf(diagram);
    const space = around([...scene.elements.values(), ...scene.zones.values()]);
    const at = space === null ? { x: 0, y: 0 } : { x: space.x + space.width / 2, y: space.y + space.height + 80 };
    edit.propose(addElement(diagram, scene, { id: newId(), kind: "process", at }), "Added a process");
  };
  return (
    <RowList
      title="Elements"
      columns={columns}
      total={all.length}
      empty="No elements yet."
      action={
        readOnly ? null : (
          <Button variant="default" size="xs" onClick={add}>
            Add element
          </Button>
        )
      }
      rows={shown.map((element) => ({
        id: element.id,
        row: <ElementRow key={element.id} element={element} context={context} />,
      }))}
    />
  );
}
