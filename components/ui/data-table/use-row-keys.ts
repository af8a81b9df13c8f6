"use client";

import type { RefObject } from "react";
import { useShortcuts } from "../use-shortcut.ts";

interface RowKeys {
  table: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  /** Toggles the row with this id; undefined where rows cannot be chosen. */
  onChoose: ((rowId: string) => void) | undefined;
}

function bodyRows(table: HTMLElement | null): HTMLElement[] {
  return table === null ? [] : [...table.querySelectorAll<HTMLElement>("[data-row]")];
}

function focusRow(row: HTMLElement | undefined): boolean {
  const target = row?.querySelector<HTMLElement>("a[href]") ?? row?.querySelector<HTMLElement>("input,button");
  if (!target) return false;
  target.focus();
  row?.scrollIntoView?.({ block: "nearest" });
  return true;
}

/** j and k move the focus from row to row (Enter then opens the focused link), x chooses the row, / goes to the search. */
export function useRowKeys({ table, search, onChoose }: RowKeys): void {
  const move = (by: 1 | -1) => {
    const rows = bodyRows(table.current);
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    return focusRow(rows[next]);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const row = bodyRows(table.current).find((each) => each.contains(document.activeElement));
      if (row?.dataset["row"] === undefined || onChoose === undefined) return false;
      onChoose(row.dataset["row"]);
      return true;
    },
    "/": () => {
      search.current?.focus();
      search.current?.select();
      return search.current !== null;
    },
  });
}
