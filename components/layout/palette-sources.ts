"use client";

import { useEffect, useSyncExternalStore } from "react";

export interface PaletteItem {
  id: string;
  label: string;
  href: string;
  /** What kind of thing it is: "Model". Becomes the heading of its group. */
  kind: string;
  note?: string;
}

export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;

let sources: readonly PaletteSearch[] = [];
const listeners = new Set<() => void>();

function replace(next: readonly PaletteSearch[]): void {
  sources = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Adds a search to the palette for as long as the calling component is on screen. `search` must be stable. */
export function usePaletteSource(search: PaletteSearch): void {
  useEffect(() => {
    replace([...sources, search]);
    return () => replace(sources.filter((each) => each !== search));
  }, [search]);
}

const none: readonly PaletteSearch[] = [];

export function usePaletteSources(): readonly PaletteSearch[] {
  return useSyncExternalStore(
    subscribe,
    () => sources,
    () => none,
  );
}
