import type { AlertEventKind } from "./alert-event.ts";

/** What one recipient was told of an alert, and what waits to be told. */
export interface Telling {
  readonly waiting: string | null;
  readonly told: string | null;
}

/**
 * What waits to be told to one recipient after an event. Who heard nothing of an alert is told that it opened, whatever came
 * since; that it is over is told to those only who heard of it, or were about to. Null when there is nothing to tell.
 */
export function nextTelling(kind: AlertEventKind, known: Telling | undefined): AlertEventKind | null {
  const heard = known?.told ?? null;
  if (kind === "resolved") return heard === null && (known?.waiting ?? null) === null ? null : "resolved";
  if (heard === null) return "opened";
  return kind === "opened" ? "continued" : kind;
}
