import type { Operation } from "../schema.ts";

/** What one person did and can take back: `operations` undo (or redo) it, `label` says in words what it was. */
export type Step = { label: string; operations: readonly Operation[] };
/** Newest last. Immutable. */
export type History = { undo: readonly Step[]; redo: readonly Step[] };

/** More steps than anybody takes back. */
const MOST = 200;

export const noHistory: History = { undo: [], redo: [] };

/** After something new was done: it can be taken back, and what was taken back before cannot be repeated any more. */
export function didStep(history: History, step: Step): History {
  if (step.operations.length === 0) return history;
  return { undo: [...history.undo, step].slice(-MOST), redo: [] };
}

/** After the newest step was taken back; `inverse` repeats it. A step that was refused whole is let go (empty inverse). */
export function tookBack(history: History, inverse: readonly Operation[]): History {
  const step = history.undo.at(-1);
  if (step === undefined) return history;
  const undo = history.undo.slice(0, -1);
  if (inverse.length === 0) return { undo, redo: history.redo };
  return { undo, redo: [...history.redo, { label: step.label, operations: inverse }] };
}

/** After the newest step taken back was repeated; `inverse` takes it back again. */
export function repeated(history: History, inverse: readonly Operation[]): History {
  const step = history.redo.at(-1);
  if (step === undefined) return history;
  const redo = history.redo.slice(0, -1);
  if (inverse.length === 0) return { undo: history.undo, redo };
  return { undo: [...history.undo, { label: step.label, operations: inverse }], redo };
}
