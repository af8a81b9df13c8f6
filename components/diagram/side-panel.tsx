import { FocusTrap } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useEditor } from "./editor-context.ts";

/** A panel beside the tools. Escape or a press outside closes it, and the drawing has the focus again. */
export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  const model = useEditor();
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      const inside = event.target instanceof Element && event.target.closest(".mk-side-panel, .mk-tools") !== null;
      if (!inside) model.set({ panel: null });
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      model.set({ panel: null });
      model.view.focus();
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key, true);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", key, true);
    };
  }, [model]);
  return (
    <FocusTrap>
      <div className="mk-side-panel" role="dialog" aria-label={label}>
        {children}
      </div>
    </FocusTrap>
  );
}
