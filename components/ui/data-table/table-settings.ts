"use client";

import { useSyncExternalStore } from "react";

export type Density = "compact" | "comfortable";

interface TableSettings {
  /** Column ids by choice; a column that is not named follows its own default. */
  columns: Record<string, boolean>;
  density: Density;
}

const usual: TableSettings = { columns: {}, density: "compact" };
const listeners = new Set<() => void>();
const known = new Map<string, { text: string | null; settings: TableSettings }>();

function storageKey(tableId: string): string {
  return `modelkeep.table.${tableId}`;
}

function decode(text: string | null): TableSettings {
  if (text === null) return usual;
  try {
    const value = JSON.parse(text) as Partial<TableSettings>;
    const columns = typeof value.columns === "object" && value.columns !== null ? value.columns : {};
    return { columns, density: value.density === "comfortable" ? "comfortable" : "compact" };
  } catch {
    return usual;
  }
}

function stored(tableId: string): string | null {
  try {
    return localStorage.getItem(storageKey(tableId));
  } catch {
    return null;
  }
}

function read(tableId: string): TableSettings {
  const text = stored(tableId);
  const before = known.get(tableId);
  if (before !== undefined && before.text === text) return before.settings;
  const settings = decode(text);
  known.set(tableId, { text, settings });
  return settings;
}

function write(tableId: string, settings: TableSettings): void {
  try {
    localStorage.setItem(storageKey(tableId), JSON.stringify(settings));
  } catch {
    // Storage may be full or forbidden: then the choice lasts as long as the page.
    known.set(tableId, { text: null, settings });
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** Which columns are shown and how dense, remembered per table in this browser; the usual ones while hydrating. */
export function useTableSettings(tableId: string): [TableSettings, (change: Partial<TableSettings>) => void] {
  const settings = useSyncExternalStore(
    subscribe,
    () => read(tableId),
    () => usual,
  );
  return [settings, (change) => write(tableId, { ...read(tableId), ...change })];
}
