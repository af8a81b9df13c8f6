import type { Diagram } from "@/lib/graph/diagram.ts";
import type { EditHistory, EditorFacts } from "../editor-types.ts";
import type { Option } from "./cells.tsx";

/** A question about an element ("node.…") or a flow ("flow.…") that can be answered with yes, no or unknown. */
export type Question = { id: string; label: string };

/** What every list of the table works with. */
export type TableContext = {
  diagram: Diagram;
  edit: EditHistory;
  newId: () => string;
  readOnly: boolean;
  facts: EditorFacts;
  questions: readonly Question[];
  /** Opens the owner's choice of an inventory record for an element; null when there is none to choose from. */
  onBind: ((elementId: string) => void) | null;
  /** Only rows with these words are shown. */
  query: string;
};

/** No zone, as the value of a choice. */
export const NONE = "";

/** Whether a row has the words that are searched for. */
export function hasWords(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
}

const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label, "en");

/** Zones to choose from, with "outside every zone" first. */
export function zoneOptions(diagram: Diagram): Option[] {
  const zones = [...diagram.zone.values()].map(({ id, name }) => ({ value: id, label: name }));
  return [{ value: NONE, label: "Outside every zone" }, ...zones.toSorted(byLabel)];
}

/** Elements to choose from, by name. */
export function elementOptions(diagram: Diagram): Option[] {
  return [...diagram.element.values()].map(({ id, name }) => ({ value: id, label: name })).toSorted(byLabel);
}
