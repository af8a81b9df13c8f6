import { FocusTrap } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { useEditor } from "./editor-context.ts";

/** A panel beside the tools. Escape or a press outside closes it, and the drawing has the focus again. */
export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  const model = useEditor();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: PointerEvent): void => {
      const inside = event.target instanceof Element && event.target.closest(".mk-side-panel, .mk-rail") !== null;
      if (!inside) model.set({ panel: null });
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      model.set({ panel: null });
      model.view.focus();
    };
    const held = panel.current;
    document.addEventListener("pointerdown", press);
    held?.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", press);
      held?.removeEventListener("keydown", key);
    };
  }, [model]);
  return (
    <FocusTrap>
      <div ref={panel} className="mk-side-panel" role="dialog" aria-label={label}>
        {children}
      </div>
    </FocusTrap>
  );
}
