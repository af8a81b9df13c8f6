import { emptyDiagram } from "@/lib/graph/diagram.ts";
import { drawInventory } from "@/lib/graph/inventory-diagram/draw-inventory.ts";
import type { InventoryLink, InventoryNode } from "@/lib/graph/inventory-diagram/inventory.ts";
import type { Operation } from "@/lib/graph/schema.ts";
import { fromTemplate } from "@/lib/graph/templates/template.ts";
import { templates } from "@/lib/graph/templates/templates.ts";
import type { LineageDto } from "@/lib/lineage/schema.ts";
import { newUuid } from "@/components/threats/room/new-uuid.ts";

const byKey = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** The drawing of what lineage knows about these things. */
export function drawLineage(lineages: readonly LineageDto[], scope: readonly string[]): Operation[] {
  const nodes = lineages.flatMap(({ nodes: all }) =>
    all.map(({ type, id, name, detail, state, status }): InventoryNode => ({ type, id, name, detail, state, status })),
  );
  const links = lineages.flatMap(({ edges }) =>
    edges.map(({ relation, up, down }): InventoryLink => ({ relation, up, down })),
  );
  const inventory = {
    nodes: byKey(nodes, ({ id }) => id),
    links: byKey(links, ({ relation, up, down }) => `${relation} ${up} ${down}`),
  };
  return drawInventory({ inventory, scope, diagram: emptyDiagram(), newId: newUuid }).operations;
}

/** The operations of the template with this id; none for anything else. */
export function drawTemplate(id: string): Operation[] {
  const template = templates.find((each) => each.id === id);
  return template === undefined ? [] : fromTemplate(template, newUuid);
}
