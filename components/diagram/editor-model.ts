import type { BatchOutcome } from "@/lib/graph/apply-batch.ts";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { sceneOf, type Overlay, type Point, type Rect, type Scene } from "@/lib/graph/edit/scene.ts";
import { elementKinds } from "@/lib/graph/kinds.ts";
import type { Operation } from "@/lib/graph/schema.ts";
import type { EditHistory, EditorSelection } from "./editor-types.ts";

export type Tool = "select" | "hand" | "zone";
export type Panel = "palette" | "target" | "arrange" | "more" | "keys";

/** What the drawing shows beside the diagram itself. */
export type EditorState = {
  tool: Tool;
  panel: Panel | null;
  /** The element, zone or flow whose name is being written. */
  renaming: string | null;
  /** What a screen reader says next. */
  said: string;
  overlay: Overlay;
  /** The zone that what is dragged would fall into. */
  dropZone: string | null;
  /** A flow being pulled out of an element. */
  connecting: { from: string; to: Point } | null;
  snap: boolean;
  overview: boolean;
};

/** What the owner hands in; replaced on every change. */
export type EditorInput = {
  diagram: Diagram;
  edit: EditHistory;
  selection: EditorSelection;
  newId: () => string;
  readOnly: boolean;
};

/** What only the drawn canvas can do. */
export type EditorView = {
  toDiagram: (client: Point) => Point;
  middle: () => Point;
  show: (rect: Rect | null) => void;
  /** 0 is back to real size. */
  zoomBy: (factor: number) => void;
  focus: () => void;
};

/** A drawing of more elements gets an overview in its corner. */
const OVERVIEW_FROM = 60;
const NO_OVERLAY: Overlay = new Map();
const nowhere: EditorView = {
  toDiagram: (client) => client,
  middle: () => ({ x: 0, y: 0 }),
  show: () => undefined,
  zoomBy: () => undefined,
  focus: () => undefined,
};

/** The editor's own state and the one way to change the diagram from it; components subscribe to it. */
export class EditorModel {
  #state: EditorState = {
    tool: "select",
    panel: null,
    renaming: null,
    said: "",
    overlay: NO_OVERLAY,
    dropZone: null,
    connecting: null,
    snap: true,
    overview: false,
  };
  #input: EditorInput;
  readonly #listeners = new Set<() => void>();
  view: EditorView = nowhere;
  /** What was cut or copied last, for browsers that give no access to the clipboard. */
  clip = "";
  /** After Escape the next Tab leaves the drawing instead of going on in it. */
  leaving = false;

  constructor(input: EditorInput) {
    this.#input = input;
    this.#state = { ...this.#state, overview: input.diagram.element.size > OVERVIEW_FROM };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): EditorState => this.#state;

  get input(): EditorInput {
    return this.#input;
  }

  /** Takes what the owner handed in. */
  take(input: EditorInput): void {
    this.#input = input;
  }

  /** Takes what the canvas can do, once it is there. */
  attach(view: EditorView): void {
    this.view = view;
  }

  get diagram(): Diagram {
    return this.#input.diagram;
  }

  get scene(): Scene {
    return sceneOf(this.#input.diagram);
  }

  get chosen(): readonly string[] {
    return this.#input.selection.ids;
  }

  set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  say(said: string): void {
    this.set({ said: this.#state.said === said ? `${said}\u00a0` : said });
  }

  select(ids: readonly string[]): void {
    const now = this.#input.selection.ids;
    if (ids.length === now.length && ids.every((id, index) => id === now[index])) return;
    this.#input.selection.select(ids);
  }

  dropOverlay(): void {
    this.set({ overlay: NO_OVERLAY, dropZone: null });
  }

  /** Proposes operations and says what was done; null when there was nothing to do or nobody may change anything. */
  run(operations: readonly Operation[], label: string): BatchOutcome | null {
    if (operations.length === 0 || this.#input.readOnly) return null;
    const outcome = this.#input.edit.propose(operations, label);
    const refused = outcome.refused[0]?.refusal.message;
    this.say(refused ?? `${label}.`);
    return outcome;
  }

  /** What something is called when it is spoken of. */
  nameOf(id: string): string {
    const { element, zone, flow } = this.#input.diagram;
    const found = element.get(id)?.name ?? zone.get(id)?.name ?? flow.get(id)?.name;
    if (found !== undefined && found !== "") return found;
    const line = flow.get(id);
    return line === undefined ? "" : `${this.nameOf(line.sourceId)} to ${this.nameOf(line.targetId)}`;
  }

  /** Kind and name of what is selected, for a screen reader. */
  describe(id: string): string {
    const { element, zone, flow } = this.#input.diagram;
    const node = element.get(id);
    if (node !== undefined) {
      const around = node.zoneId === null ? "outside every zone" : `in ${zone.get(node.zoneId)?.name ?? ""}`;
      return `${node.name}, ${elementKinds[node.kind].label}, ${around}`;
    }
    const region = zone.get(id);
    if (region !== undefined) return `${region.name}, zone, trust ${region.trust} of 4`;
    const line = flow.get(id);
    if (line === undefined) return "";
    const ends = `from ${this.nameOf(line.sourceId)} to ${this.nameOf(line.targetId)}`;
    return `Flow ${line.name === "" ? "" : `${line.name} `}${ends}`;
  }
}
