import type { Diagram } from "../../graph/diagram.ts";
import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import type { BoundFactDto } from "../schema.ts";

/** What the inventory knows of the records that elements are bound to, by element. */
export async function boundFacts(
  db: Parameters<typeof nodesOf>[0],
  orgId: string,
  content: Diagram,
): Promise<Record<string, BoundFactDto>> {
  const bound = [...content.element.values()].flatMap(({ id, bound: to }) => (to === null ? [] : [{ id, to }]));
  if (bound.length === 0) return {};
  const nodes = await nodesOf(
    db,
    orgId,
    bound.map(({ to }) => to),
  );
  return Object.fromEntries(
    bound.flatMap(({ id, to }) => {
      const node = nodes.get(to.id);
      return node === undefined ? [] : [[id, { node, known: knownOf(node) }]];
    }),
  );
}

function knownOf(node: BoundFactDto["node"]): BoundFactDto["known"] {
  const sensitive = node.sensitivity === "confidential" || node.sensitivity === "restricted";
  return {
    "node.sensitive": {
      value: sensitive ? "yes" : "no",
      from: `The inventory classifies ${node.name} as ${node.sensitivity}.`,
    },
  };
}
