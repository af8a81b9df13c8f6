import type { Diagram } from "../diagram.ts";
import { zonesAround } from "../zones.ts";
import { drawFlows, type DrawnFlows } from "./draw-flows.ts";
import { sceneOf, type Overlay, type Scene } from "./scene.ts";

/** A drawn diagram: `moving` are the flows at what is being dragged, `fixed` all others, the same object until it is let go. */
export type Drawing = { scene: Scene; fixed: DrawnFlows; moving: DrawnFlows };

const NONE: DrawnFlows = new Map();

/** The flows that a move of these elements and zones changes: those at the elements and at what lies in the zones. */
function touchedFlows(diagram: Diagram, moved: Overlay): Set<string> {
  const along = new Set<string>();
  for (const element of diagram.element.values()) {
    const isMoved = moved.has(element.id) || zonesAround(diagram.zone, element.zoneId).some(({ id }) => moved.has(id));
    if (isMoved) along.add(element.id);
  }
  const flows = [...diagram.flow.values()].filter(
    ({ sourceId, targetId }) => along.has(sourceId) || along.has(targetId),
  );
  return new Set(flows.map(({ id }) => id));
}

function without(flows: DrawnFlows, ids: ReadonlySet<string>): DrawnFlows {
  return new Map([...flows].filter(([id]) => !ids.has(id)));
}

/**
 * Draws a diagram again and again, doing only what changed: while something is dragged (a non-empty overlay over the same
 * diagram) just the flows at what moves. Flows that stay the same are the same objects.
 */
export class FlowDrawer {
  #diagram: Diagram | null = null;
  #all: DrawnFlows = NONE;
  #dragged = "";
  #touched: ReadonlySet<string> = new Set();
  #fixed: DrawnFlows = NONE;

  draw(diagram: Diagram, overlay: Overlay): Drawing {
    const scene = sceneOf(diagram, overlay);
    if (this.#diagram !== diagram) {
      this.#all = drawFlows(diagram, overlay.size === 0 ? scene : sceneOf(diagram), this.#all);
      this.#diagram = diagram;
      this.#dragged = "";
    }
    if (overlay.size === 0) {
      this.#dragged = "";
      return { scene, fixed: this.#all, moving: NONE };
    }
    const dragged = [...overlay.keys()].join(" ");
    if (dragged !== this.#dragged) {
      this.#dragged = dragged;
      this.#touched = touchedFlows(diagram, overlay);
      this.#fixed = without(this.#all, this.#touched);
    }
    return { scene, fixed: this.#fixed, moving: drawFlows(diagram, scene, NONE, this.#touched) };
  }
}
