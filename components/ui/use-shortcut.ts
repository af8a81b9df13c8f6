"use client";

import { useEffect, useEffectEvent } from "react";

const typing = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true],[role=combobox]";
const floating = "[role=dialog],[role=menu],[role=listbox]";

/** True while a key belongs to something else: a field being typed in, or an open dialog or menu. */
export function keyIsTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.target instanceof Element && event.target.closest(typing) !== null) return true;
  return somethingFloats();
}

/** Whether a dialog, a menu or a list of options is open; closed lists of options stay in the page, hidden. */
function somethingFloats(): boolean {
  return [...document.querySelectorAll(floating)].some((element) => element.checkVisibility?.() ?? true);
}

/**
 * Listens for single keys anywhere on the page (`j`, `/`, `?`), unless somebody is typing, a dialog or menu is open, or a
 * modifier is held. A handler that returns false leaves the key to the browser.
 */
export function useShortcuts(handlers: Record<string, () => boolean | void>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const handler = handlers[event.key];
    if (handler === undefined || event.ctrlKey || event.metaKey || event.altKey || keyIsTaken(event)) return;
    if (handler() !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Esc, also from inside a field, while no dialog or menu is open. */
export function useEscape(handler: (() => void) | undefined): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || handler === undefined) return;
    if (!somethingFloats()) handler();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
