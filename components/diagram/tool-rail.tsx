import { Tooltip } from "@mantine/core";
import { useStore } from "@xyflow/react";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowUpRight,
  IconBorderOuter,
  IconCircle,
  IconDatabase,
  IconDots,
  IconHandMove,
  IconLayoutAlignLeft,
  IconPlus,
  IconPointer,
  IconSquare,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { addKind, drawZone } from "./editor-actions.ts";
import { useEditor, useEditorState } from "./editor-context.ts";
import type { EditHistory } from "./editor-types.ts";
import { askTarget, togglePanel } from "./use-editor-keys.ts";

interface ToolProps {
  label: string;
  letter?: string;
  icon: ReactNode;
  onClick: () => void;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
}

function Tool({ label, letter, icon, onClick, pressed, expanded, disabled = false }: ToolProps) {
  return (
    <Tooltip label={label} position="right" openDelay={400} events={{ hover: true, focus: true, touch: false }}>
      <button
        type="button"
        className="mk-tool"
        aria-label={label}
        {...(letter === undefined ? {} : { "aria-keyshortcuts": letter })}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        {...(expanded === undefined ? {} : { "aria-expanded": expanded })}
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : onClick}
      >
        {icon}
        {letter === undefined ? null : <kbd aria-hidden>{letter}</kbd>}
      </button>
    </Tooltip>
  );
}

const percentOf = (state: { transform: [number, number, number] }): number => Math.round(state.transform[2] * 100);

function ZoomNow() {
  const model = useEditor();
  const percent = useStore(percentOf);
  return (
    <Tooltip label="Fit all" position="right" openDelay={400}>
      <button
        type="button"
        className="mk-zoom"
        aria-label={`Fit all, now ${percent} %`}
        onClick={() => model.view.show(null)}
      >
        {percent}&thinsp;%
      </button>
    </Tooltip>
  );
}

function Adding() {
  const model = useEditor();
  const panel = useEditorState("panel");
  const tool = useEditorState("tool");
  return (
    <>
      <hr />
      <Tool label="Add an actor" letter="E" icon={<IconSquare aria-hidden />} onClick={() => addKind(model, "actor")} />
      <Tool
        label="Add a process"
        letter="P"
        icon={<IconCircle aria-hidden />}
        onClick={() => addKind(model, "process")}
      />
      <Tool
        label="Add a store"
        letter="S"
        icon={<IconDatabase aria-hidden />}
        onClick={() => addKind(model, "store")}
      />
      <Tool
        label="Add any kind"
        letter="A"
        icon={<IconPlus aria-hidden />}
        expanded={panel === "palette"}
        onClick={() => togglePanel(model, "palette")}
      />
      <Tool
        label="Connect"
        letter="F"
        icon={<IconArrowUpRight aria-hidden />}
        expanded={panel === "target"}
        onClick={() => askTarget(model)}
      />
      <Tool
        label="Draw a zone"
        letter="Z"
        icon={<IconBorderOuter aria-hidden />}
        pressed={tool === "zone"}
        onClick={() => drawZone(model)}
      />
      <Tool
        label="Arrange"
        icon={<IconLayoutAlignLeft aria-hidden />}
        expanded={panel === "arrange"}
        onClick={() => togglePanel(model, "arrange")}
      />
    </>
  );
}

/** The tools, each with its key. */
export function ToolRail({ edit, readOnly }: { edit: EditHistory; readOnly: boolean }) {
  const model = useEditor();
  const tool = useEditorState("tool");
  const panel = useEditorState("panel");
  return (
    <div className="mk-tools" role="toolbar" aria-label="Drawing tools" aria-orientation="vertical">
      <Tool
        label="Select"
        letter="V"
        icon={<IconPointer aria-hidden />}
        pressed={tool === "select"}
        onClick={() => model.set({ tool: "select" })}
      />
      <Tool
        label="Move the drawing"
        letter="H"
        icon={<IconHandMove aria-hidden />}
        pressed={tool === "hand"}
        onClick={() => model.set({ tool: "hand" })}
      />
      {readOnly ? null : <Adding />}
      {readOnly ? null : (
        <>
          <hr />
          <Tool
            label={edit.undoLabel === null ? "Nothing to undo" : `Undo: ${edit.undoLabel}`}
            letter="U"
            icon={<IconArrowBackUp aria-hidden />}
            disabled={edit.undoLabel === null}
            onClick={edit.undo}
          />
          <Tool
            label={edit.redoLabel === null ? "Nothing to redo" : `Redo: ${edit.redoLabel}`}
            icon={<IconArrowForwardUp aria-hidden />}
            disabled={edit.redoLabel === null}
            onClick={edit.redo}
          />
        </>
      )}
      <span className="mk-tools-foot">
        <Tool
          label="More"
          icon={<IconDots aria-hidden />}
          expanded={panel === "more"}
          onClick={() => togglePanel(model, "more")}
        />
        <ZoomNow />
      </span>
    </div>
  );
}
