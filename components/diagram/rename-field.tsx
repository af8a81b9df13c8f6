import { useEffect, useRef } from "react";
import { finishRename } from "./editor-actions.ts";
import { useEditor } from "./editor-context.ts";

/** Writes a name in place: Enter or leaving keeps it, Escape lets it be. */
export function RenameField({ id, name, what }: { id: string; name: string; what: string }) {
  const model = useEditor();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  return (
    <input
      ref={field}
      className="mk-rename nodrag nopan nowheel"
      aria-label={`Name of the ${what}`}
      defaultValue={name}
      maxLength={200}
      onBlur={(event) => finishRename(model, id, event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") finishRename(model, id, event.currentTarget.value);
        if (event.key === "Escape") finishRename(model, id, null);
      }}
    />
  );
}
