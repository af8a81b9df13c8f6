import { createContext, useContext, useSyncExternalStore } from "react";
import type { EditorModel, EditorState } from "./editor-model.ts";

export const EditorContext = createContext<EditorModel | null>(null);

/** The editor around a component; its methods may be called from handlers. Throws outside of an editor. */
export function useEditor(): EditorModel {
  const model = useContext(EditorContext);
  if (model === null) throw new Error("a part of the diagram editor stands outside of one");
  return model;
}

/** One part of the editor's state; the component renders again only when that part changes. */
export function useEditorState<K extends keyof EditorState>(key: K): EditorState[K] {
  const model = useEditor();
  const part = (): EditorState[K] => model.read()[key];
  return useSyncExternalStore(model.subscribe, part, part);
}
