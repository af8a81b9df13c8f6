import type { Diagram } from "../diagram.ts";
import { zonesAround } from "../zones.ts";
import { drawFlows, type DrawnFlows } from "./draw-flows.ts";
import { sceneOf, type Overlay, type Scene } from "./scene.ts";

type Drawing = { scene: Scene; flows: DrawnFlows };

/** The flows that a move of these elements and zones changes: those at the elements and at what lies in the zones. */
function touchedFlows(diagram: Diagram, moved: Overlay): Set<string> {
  const isMoved = new Map<string, boolean>();
  for (const element of diagram.element.values()) {
    const along = moved.has(element.id) || zonesAround(diagram.zone, element.zoneId).some((zone) => moved.has(zone.id));
    isMoved.set(element.id, along);
  }
  const flows = [...diagram.flow.values()].filter(
    (flow) => isMoved.get(flow.sourceId) === true || isMoved.get(flow.targetId) === true,
  );
  return new Set(flows.map((flow) => flow.id));
}

/**
 * Draws a diagram again and again, doing only what changed: while something is dragged (a non-empty overlay over the same
 * diagram) just the flows at what moves. Flows that stay the same are the same objects.
 */
export class FlowDrawer {
  #diagram: Diagram | null = null;
  #flows: DrawnFlows = new Map();

  draw(diagram: Diagram, overlay: Overlay): Drawing {
    const scene = sceneOf(diagram, overlay);
    if (overlay.size > 0 && this.#diagram === diagram) {
      this.#flows = drawFlows(diagram, scene, this.#flows, touchedFlows(diagram, overlay));
    } else {
      this.#flows = drawFlows(diagram, scene, this.#flows);
      this.#diagram = diagram;
    }
    return { scene, flows: this.#flows };
  }
}
