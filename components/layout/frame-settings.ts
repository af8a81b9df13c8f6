"use client";

import { useSyncExternalStore } from "react";

const key = "modelkeep.rail";
const listeners = new Set<() => void>();
let inMemory: boolean | undefined;

function read(): boolean {
  try {
    return inMemory ?? localStorage.getItem(key) === "collapsed";
  } catch {
    return inMemory ?? false;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the rail shows icons only, remembered in this browser; wide while hydrating. */
export function useRailCollapsed(): [collapsed: boolean, set: (collapsed: boolean) => void] {
  const collapsed = useSyncExternalStore(subscribe, read, () => false);
  const set = (next: boolean) => {
    inMemory = next;
    try {
      localStorage.setItem(key, next ? "collapsed" : "wide");
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    for (const listener of listeners) listener();
  };
  return [collapsed, set];
}
