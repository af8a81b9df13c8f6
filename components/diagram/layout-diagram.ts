import type { Diagram } from "@/lib/graph/diagram.ts";
import { GRID } from "@/lib/graph/edit/add-element.ts";
import { elkLayout } from "@/lib/graph/layout/elk-layout.ts";
import { layerLayout } from "@/lib/graph/layout/layer-layout.ts";
import { onGrid, type Layout } from "@/lib/graph/layout/layout.ts";

/** Above so many elements the page would stand still for seconds: the plain layout answers at once. */
const MANY = 150;

async function placed(diagram: Diagram): Promise<Layout> {
  if (diagram.element.size > MANY) return layerLayout(diagram);
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  return elkLayout(new Elk(), diagram, "DOWN");
}

/** A layout of the whole diagram on the editor's grid; flows without bends, the editor routes them. Rejects when it fails. */
export async function layoutDiagram(diagram: Diagram): Promise<Layout> {
  return { ...onGrid(await placed(diagram), GRID), bends: new Map() };
}
