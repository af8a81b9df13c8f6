import { emptyDiagram, type Diagram } from "../../graph/diagram.ts";
import { drawInventory } from "../../graph/inventory-diagram/draw-inventory.ts";
import type { Inventory, InventoryFacts, InventoryNode } from "../../graph/inventory-diagram/inventory.ts";
import { nodeFacts } from "../../inventory/queries/node-facts.ts";
import { nodesOf } from "../../inventory/queries/nodes-of.ts";
import type { Context } from "../../kernel/context.ts";
import { invalid } from "../../kernel/errors.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import { readLineage } from "../../lineage/queries/read-lineage.ts";
import type { z } from "../../zod.ts";
import { readContent } from "../diagrams/read-content.ts";
import { loadDiagram } from "../load-threat-model.ts";
import { DrawingDto, DrawInput, type ScopeItem } from "../schema.ts";

/** More than this around one thing is not one diagram. */
const MOST_AROUND = 300;

type Around = { inventory: Inventory; complete: boolean };

function factsFor(facts: Readonly<Record<string, unknown>> | undefined): InventoryFacts {
  const said = (["category", "environment", "exposure", "supplier"] as const).flatMap((field) => {
    const value = facts?.[field];
    return typeof value === "string" && value !== "" ? [[field, value] as const] : [];
  });
  return Object.fromEntries(said);
}

async function around(
  db: Reader,
  ctx: Context,
  scope: readonly z.infer<typeof ScopeItem>[],
  bound: readonly { type: string; id: string }[],
): Promise<Around> {
  const nodes = new Map<string, Omit<InventoryNode, "facts">>();
  const links = new Map<string, Inventory["links"][number]>();
  let complete = true;
  for (const { id, type } of scope) {
    const input = { id, type, direction: "both", depth: 12, relation: undefined, limit: MOST_AROUND } as const;
    const lineage = await readLineage.run({ db, ctx, input });
    for (const { type: of, id: node, name, detail, state, status } of lineage.nodes) {
      nodes.set(node, { type: of, id: node, name, detail, state, status });
    }
    for (const { relation, up, down } of lineage.edges) links.set(`${relation} ${up} ${down}`, { relation, up, down });
    complete &&= [lineage.up, lineage.down].every((totals) => (totals?.count ?? 0) <= MOST_AROUND);
  }
  for (const { type, id, name, detail, state } of (await nodesOf(db, ctx.orgId, bound)).values()) {
    if (!nodes.has(id)) nodes.set(id, { type, id, name, detail, state, status: "" });
  }
  const facts = await nodeFacts(db, ctx.orgId, [...nodes.values()]);
  const known = [...nodes.values()].map((node) => {
    const own = facts.get(node.id)?.facts;
    const status = typeof own?.["status"] === "string" ? own["status"] : node.status;
    return { ...node, status, facts: factsFor(own) };
  });
  return { inventory: { nodes: known, links: [...links.values()] }, complete };
}

/** The operations of a first diagram of these things, or what an existing diagram lacks and what in it is gone. */
export const drawFromInventory = defineQuery({
  name: "threat_model.draw",
  summary: "Draw a diagram from what the inventory knows, or complete one",
  permission: "threat:read",
  http: "POST /threat-models/draw",
  input: DrawInput,
  output: DrawingDto,
  async run({ db, input, ctx }) {
    const found = await nodesOf(db, ctx.orgId, input.scope);
    const missing = input.scope.findIndex(({ type, id }) => found.get(id)?.type !== type);
    if (missing >= 0) invalid(`scope.${String(missing)}`, "There is no such thing in the inventory.");
    let diagram: Diagram = emptyDiagram();
    if (input.diagramId !== undefined) {
      diagram = await readContent(db, (await loadDiagram(db, ctx, input.diagramId)).id);
    }
    const bound = [...diagram.element.values()].flatMap((element) => element.bound ?? []);
    const { inventory, complete } = await around(db, ctx, input.scope, bound);
    const scope = input.scope.map(({ id }) => id);
    return { ...drawInventory({ inventory, scope, diagram, newId: ctx.newId }), complete };
  },
});
