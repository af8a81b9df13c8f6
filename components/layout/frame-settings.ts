"use client";

import { useEffect, useSyncExternalStore } from "react";

const key = "modelkeep.rail";
const listeners = new Set<() => void>();
let inMemory: boolean | undefined;
/** What a page that needs the width asks for while it is on screen; what the person chooses there wins. */
let onThisPage: boolean | undefined;

function read(): boolean {
  if (onThisPage !== undefined) return onThisPage;
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
    if (onThisPage !== undefined) {
      onThisPage = next;
      for (const listener of listeners) listener();
      return;
    }
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

/** Makes room for the page: the rail shows icons only until the page is left or the person opens it. */
export function useNarrowRail(): void {
  useEffect(() => {
    onThisPage = true;
    for (const listener of listeners) listener();
    return () => {
      onThisPage = undefined;
      for (const listener of listeners) listener();
    };
  }, []);
}
