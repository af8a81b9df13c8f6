import type { Severity } from "@/components/ui/severity-mark.tsx";
import type { BatchOutcome } from "@/lib/graph/apply-batch.ts";
import type { Point, Rect } from "@/lib/graph/edit/scene.ts";
import type { Operation } from "@/lib/graph/schema.ts";

/** How many threats an element or flow has and how bad the worst is; `looked` false draws the ring "not looked at". */
export type Mark = { count: number; severity: Severity | null; looked: boolean };

/** What the inventory says about the record that an element is bound to. */
export type BoundFact = {
  name: string;
  sensitivity: string | null;
  owner: string | null;
  state: string | null;
  href: string | null;
};

/** Facts that are shown on the drawing, by the id of the element or flow. */
export type EditorFacts = {
  marks: ReadonlyMap<string, Mark>;
  bound: ReadonlyMap<string, BoundFact>;
};

/** Somebody else in the room. `colour` is an index from 0; places are in diagram units. */
export type Person = {
  id: string;
  name: string;
  initials: string;
  colour: number;
  cursor: Point | null;
  selection: readonly string[];
  viewport: Rect | null;
};

/** What others are told about this person, at most ten times a second. `viewport` is the part of the diagram in view. */
export type PresenceReport = { cursor: Point | null; selection: readonly string[]; viewport: Rect };

export type EditorPresence = {
  people: readonly Person[];
  /** The part of the diagram to show while somebody leads; null shows what the person chooses. */
  follow: Rect | null;
  report: (report: PresenceReport) => void;
};

export type EditorSelection = { ids: readonly string[]; select: (ids: readonly string[]) => void };

/** Shows a change at once and sends it; gives back what was done, what undoes it and what was refused. */
export type Propose = (operations: readonly Operation[], label: string) => BatchOutcome;

/** Changes by this person, with what they did before at hand. Made by `useEditHistory`, shared by drawing and table. */
export type EditHistory = {
  propose: Propose;
  undo: () => void;
  redo: () => void;
  /** What would be taken back or repeated, in words; null when there is nothing. */
  undoLabel: string | null;
  redoLabel: string | null;
};
