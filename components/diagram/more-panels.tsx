import { Switch } from "@mantine/core";
import {
  IconDownload,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconSitemap,
} from "@tabler/icons-react";
import { useState } from "react";
import { toastProblem } from "@/components/ui/toast.tsx";
import { arrangements, type Arrangement } from "@/lib/graph/edit/arrange.ts";
import { layoutOperations } from "@/lib/graph/layout/layout.ts";
import { arrangeChosen } from "./editor-actions.ts";
import { useEditor, useEditorState } from "./editor-context.ts";
import { exportPicture } from "./export-picture.ts";
import { layoutDiagram } from "./layout-diagram.ts";
import { SidePanel } from "./side-panel.tsx";
import { keyHelp } from "./use-editor-keys.ts";

const icons: Record<Arrangement, typeof IconSitemap> = {
  left: IconLayoutAlignLeft,
  center: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
  across: IconLayoutDistributeVertical,
  down: IconLayoutDistributeHorizontal,
};
const names = Object.keys(arrangements) as Arrangement[];

/** Lines up what is selected, or lays out everything. */
export function ArrangePanel({ chosen }: { chosen: number }) {
  const model = useEditor();
  const [busy, setBusy] = useState(false);
  const layOut = async (): Promise<void> => {
    setBusy(true);
    try {
      const layout = await layoutDiagram(model.diagram);
      model.run(layoutOperations(model.diagram, layout), "Laid out the diagram");
      window.setTimeout(() => model.view.show(null), 60);
    } catch (error) {
      toastProblem(error);
    }
    setBusy(false);
  };
  return (
    <SidePanel label="Arrange">
      <h2>What is selected</h2>
      <ul>
        {names.map((how) => {
          const Icon = icons[how];
          const needed = how === "across" || how === "down" ? 3 : 2;
          return (
            <li key={how}>
              <button
                type="button"
                className="mk-palette-item"
                disabled={chosen < needed}
                onClick={() => arrangeChosen(model, how)}
              >
                <Icon aria-hidden />
                <span>{arrangements[how]}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <h2>Everything</h2>
      <button type="button" className="mk-palette-item" aria-busy={busy} disabled={busy} onClick={() => void layOut()}>
        <IconSitemap aria-hidden />
        <span>
          {busy ? "Laying out" : "Lay out the diagram"}
          <small>Can be undone as one step</small>
        </span>
      </button>
    </SidePanel>
  );
}

/** Pictures, view settings and the list of keys. */
export function MorePanel({ title }: { title: string }) {
  const model = useEditor();
  const snap = useEditorState("snap");
  const overview = useEditorState("overview");
  const save = (format: "png" | "svg") => (): void => {
    exportPicture(model.diagram, title, format).catch(toastProblem);
  };
  return (
    <SidePanel label="More">
      <h2>Picture</h2>
      <button type="button" className="mk-palette-item" onClick={save("png")}>
        <IconDownload aria-hidden />
        <span>Download PNG</span>
      </button>
      <button type="button" className="mk-palette-item" onClick={save("svg")}>
        <IconDownload aria-hidden />
        <span>Download SVG</span>
      </button>
      <h2>View</h2>
      <Switch
        label="Snap to grid"
        checked={snap}
        onChange={(event) => model.set({ snap: event.currentTarget.checked })}
      />
      <Switch
        label="Overview"
        checked={overview}
        onChange={(event) => model.set({ overview: event.currentTarget.checked })}
      />
      <h2>Keys</h2>
      <dl className="mk-key-list">
        {keyHelp.map(([keys, what]) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </SidePanel>
  );
}
