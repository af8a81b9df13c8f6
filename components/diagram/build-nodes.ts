import type { Diagram } from "@/lib/graph/diagram.ts";
import type { Overlay, Rect } from "@/lib/graph/edit/scene.ts";
import { sizeOf } from "@/lib/graph/kinds.ts";
import type { DiagramElement, Zone } from "@/lib/graph/schema.ts";
import { zonesAround } from "@/lib/graph/zones.ts";
import type { EditorFacts } from "./editor-types.ts";
import type { EditorNode } from "./node-types.ts";

/** Elements lie above flows, flows above zones; see the flow layer in diagram.css. */
const ELEMENT_Z = 1000;

export type NodeInput = {
  diagram: Diagram;
  overlay: Overlay;
  facts: EditorFacts;
  selected: ReadonlySet<string>;
  renaming: string | null;
  dropZone: string | null;
  fixed: boolean;
};

type Entry = { parts: readonly unknown[]; node: EditorNode };

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

function zoneNode(zone: Zone, depth: number, moved: Partial<Rect> | undefined, input: NodeInput): EditorNode {
  const width = moved?.width ?? zone.width;
  const height = moved?.height ?? zone.height;
  return {
    id: zone.id,
    type: "zone",
    ...(zone.parentId === null ? {} : { parentId: zone.parentId }),
    position: { x: moved?.x ?? zone.x, y: moved?.y ?? zone.y },
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: depth,
    dragHandle: ".mk-zone-grip",
    draggable: !input.fixed,
    selected: input.selected.has(zone.id),
    style: { pointerEvents: "none" },
    data: {
      zone,
      width,
      height,
      renaming: input.renaming === zone.id,
      target: input.dropZone === zone.id,
      readOnly: input.fixed,
    },
  };
}

function elementNode(element: DiagramElement, moved: Partial<Rect> | undefined, input: NodeInput): EditorNode {
  const size = sizeOf(element);
  const zone = element.zoneId === null ? undefined : input.diagram.zone.get(element.zoneId);
  return {
    id: element.id,
    type: "element",
    ...(zone === undefined ? {} : { parentId: zone.id }),
    position: { x: moved?.x ?? element.x, y: moved?.y ?? element.y },
    ...size,
    measured: size,
    handles: [],
    zIndex: ELEMENT_Z,
    draggable: !input.fixed,
    selected: input.selected.has(element.id),
    data: {
      element,
      zoneName: zone?.name ?? null,
      mark: input.facts.marks.get(element.id),
      bound: input.facts.bound.get(element.id),
      renaming: input.renaming === element.id,
      readOnly: input.fixed,
    },
  };
}

/** Makes the nodes of the canvas and keeps each as the same object while nothing about it changes, so that it is not drawn again. */
export class NodeBuilder {
  #entries = new Map<string, Entry>();

  build(input: NodeInput): EditorNode[] {
    const entries = new Map<string, Entry>();
    const nodes: EditorNode[] = [];
    const keep = (id: string, parts: readonly unknown[], make: () => EditorNode): void => {
      const before = this.#entries.get(id);
      const entry = before !== undefined && same(before.parts, parts) ? before : { parts, node: make() };
      entries.set(id, entry);
      nodes.push(entry.node);
    };
    const { diagram, overlay, selected, renaming, dropZone, fixed, facts } = input;
    const zones = [...diagram.zone.values()]
      .map((zone) => ({ zone, depth: zonesAround(diagram.zone, zone.id).length }))
      .toSorted((a, b) => a.depth - b.depth);
    for (const { zone, depth } of zones) {
      const { id } = zone;
      const moved = overlay.get(id);
      const parts = [zone, depth, moved, selected.has(id), renaming === id, dropZone === id, fixed];
      keep(id, parts, () => zoneNode(zone, depth, moved, input));
    }
    for (const element of diagram.element.values()) {
      const { id } = element;
      const moved = overlay.get(id);
      const zone = element.zoneId === null ? undefined : diagram.zone.get(element.zoneId)?.name;
      const [mark, bound] = [facts.marks.get(id), facts.bound.get(id)];
      const parts = [element, zone, moved, mark, bound, selected.has(id), renaming === id, fixed];
      keep(id, parts, () => elementNode(element, moved, input));
    }
    this.#entries = entries;
    return nodes;
  }
}
