import { NodeResizer, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { finishResize } from "./editor-actions.ts";
import { useEditor } from "./editor-context.ts";
import type { ZoneNodeType } from "./node-types.ts";
import { RenameField } from "./rename-field.tsx";

/** A trust zone: tinted by trust, named at its foot. Its border and its name move it; what lies inside belongs to the canvas. */
export const ZoneNode = memo(function ZoneNode({ id, data, selected }: NodeProps<ZoneNodeType>) {
  const model = useEditor();
  const { zone, renaming, target, readOnly } = data;
  return (
    <div
      className="mk-zone"
      data-zone={id}
      data-trust={zone.trust}
      data-selected={selected || undefined}
      data-target={target || undefined}
    >
      {["top", "right", "bottom", "left"].map((side) => (
        <span key={side} className="mk-zone-grip mk-zone-edge" data-side={side} aria-hidden />
      ))}
      {renaming ? (
        <div className="mk-zone-tag">
          <RenameField id={id} name={zone.name} what="zone" />
        </div>
      ) : (
        <div className="mk-zone-tag mk-zone-grip" id={`el-${id}`}>
          <b>{zone.name}</b>
          <span>trust {zone.trust} of 4</span>
        </div>
      )}
      {selected && !readOnly ? (
        <NodeResizer
          minWidth={80}
          minHeight={64}
          handleClassName="mk-zone-handle"
          lineClassName="mk-zone-line"
          onResizeEnd={(_, { x, y, width, height }) => finishResize(model, id, { x, y, width, height })}
        />
      ) : null}
    </div>
  );
});
