import type { NodeProps } from "@xyflow/react";
import { memo, useState, type PointerEvent } from "react";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import { elementKinds } from "@/lib/graph/kinds.ts";
import { ElementIcon } from "./element-icon.tsx";
import { useEditor } from "./editor-context.ts";
import type { BoundFact, Mark } from "./editor-types.ts";
import type { ElementNodeType } from "./node-types.ts";
import { RenameField } from "./rename-field.tsx";

const sides = ["top", "right", "bottom", "left"] as const;

/** Places to pull a flow out of; the keyboard has F for it. */
function Ports({ id }: { id: string }) {
  const model = useEditor();
  const start = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    model.set({ connecting: { from: id, to: model.view.toDiagram({ x: event.clientX, y: event.clientY }) } });
  };
  return sides.map((side) => (
    <span key={side} className="mk-el-port nodrag nopan" data-side={side} onPointerDown={start} aria-hidden />
  ));
}

function Counter({ mark }: { mark: Mark }) {
  if (mark.count === 0) return null;
  return (
    <span className="mk-el-counter" title={markWords(mark)}>
      <SeverityMark level={mark.severity ?? "unknown"}>{mark.count}</SeverityMark>
    </span>
  );
}

/** A mark in words: "2 threats, worst high". */
export function markWords({ count, severity }: Mark): string {
  const threats = count === 1 ? "1 threat" : `${count} threats`;
  return severity === null ? threats : `${threats}, worst ${severity}`;
}

function boundWords(bound: BoundFact): string {
  const facts = [bound.name, bound.sensitivity, bound.state, bound.owner].filter((fact) => fact !== null);
  return `From the inventory: ${facts.join(", ")}`;
}

function spoken({ element, zoneName, mark, bound }: ElementNodeType["data"]): string {
  const words = [element.name, elementKinds[element.kind].label];
  words.push(zoneName === null ? "outside every zone" : `in ${zoneName}`);
  if (mark !== undefined && mark.count > 0) words.push(markWords(mark));
  if (mark?.looked === false) words.push("not looked at");
  if (bound !== undefined) words.push(boundWords(bound));
  if (element.outOfScope !== null) words.push("out of scope");
  return words.join(", ");
}

/** An element: shape by what it is, icon, name, mark of the inventory, counter of threats. */
export const ElementNode = memo(function ElementNode({ id, data, selected, dragging }: NodeProps<ElementNodeType>) {
  const { element, mark, bound, renaming, readOnly } = data;
  const [near, setNear] = useState(false);
  return (
    <div
      className="mk-el"
      data-element={id}
      data-shape={elementKinds[element.kind].shape}
      data-selected={selected || undefined}
      data-severity={mark?.severity ?? undefined}
      data-out={element.outOfScope !== null || undefined}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
    >
      <div id={`el-${id}`} className="mk-el-face" role="img" aria-label={spoken(data)}>
        <ElementIcon kind={element.kind} />
        {renaming ? null : <span className="mk-el-name">{element.name}</span>}
        {bound === undefined ? null : (
          <span className="mk-el-bound" title={boundWords(bound)}>
            <svg viewBox="0 0 12 12" aria-hidden>
              <path d="M6 .8 10.8 3.4v5.2L6 11.2 1.2 8.6V3.4Z" />
            </svg>
          </span>
        )}
        {mark === undefined ? null : <Counter mark={mark} />}
        {mark?.looked === false ? <span className="mk-el-new" title="Not looked at yet" /> : null}
      </div>
      {renaming ? <RenameField id={id} name={element.name} what="element" /> : null}
      {!readOnly && near && !dragging && !renaming ? <Ports id={id} /> : null}
    </div>
  );
});
