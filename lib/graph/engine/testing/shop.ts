import { emptyDiagram, type Diagram } from "../../diagram.ts";
import { applyBatch } from "../../apply-batch.ts";
import type { DiagramElement, Operation } from "../../schema.ts";
import { makeElement, makeFlow, makeZone, testId } from "../../testing/make.ts";

export const ids = {
  internet: testId(100),
  company: testId(101),
  core: testId(102),
  pages: testId(1),
  crawler: testId(2),
  index: testId(3),
  agent: testId(4),
  tool: testId(5),
  orders: testId(6),
  customer: testId(7),
  pagesToCrawler: testId(201),
  crawlerToIndex: testId(202),
  indexToAgent: testId(203),
  customerToAgent: testId(204),
  agentToTool: testId(205),
  toolToOrders: testId(206),
};

const zones = [
  makeZone({ id: ids.internet, name: "Internet", trust: 0 }),
  makeZone({ id: ids.company, name: "Company", trust: 2 }),
  makeZone({ id: ids.core, name: "Core", trust: 3, parentId: ids.company }),
];

const elements: DiagramElement[] = [
  makeElement({ id: ids.pages, kind: "store", name: "Public product pages", zoneId: ids.internet }),
  makeElement({ id: ids.customer, kind: "actor", name: "Customer", zoneId: ids.internet }),
  makeElement({ id: ids.crawler, kind: "feature_pipeline", name: "Crawler", zoneId: ids.company }),
  makeElement({ id: ids.index, kind: "rag_store", name: "Product index", zoneId: ids.core }),
  makeElement({ id: ids.agent, kind: "agent", name: "Shop assistant", zoneId: ids.core }),
  makeElement({ id: ids.tool, kind: "tool", name: "Order tool", zoneId: ids.core }),
  makeElement({ id: ids.orders, kind: "process", name: "Orders", zoneId: ids.core }),
];

const flow = (id: string, sourceId: string, targetId: string, protocol = "") =>
  makeFlow({ id, sourceId, targetId, protocol });

/** Changes a diagram, and fails when a change is refused. */
export function change(diagram: Diagram, ...operations: Operation[]): Operation[] {
  const { effects, refused } = applyBatch(diagram, operations);
  if (refused.length > 0) throw new Error(refused.map(({ refusal }) => refusal.message).join(" "));
  return effects;
}

/** A shop's assistant that answers from an index of public pages and can order. */
export function shop(): Diagram {
  const diagram = emptyDiagram();
  const flows = [
    flow(ids.pagesToCrawler, ids.pages, ids.crawler, "HTTP"),
    flow(ids.crawlerToIndex, ids.crawler, ids.index, "HTTPS (TLS 1.3)"),
    flow(ids.indexToAgent, ids.index, ids.agent),
    flow(ids.customerToAgent, ids.customer, ids.agent),
    flow(ids.agentToTool, ids.agent, ids.tool),
    flow(ids.toolToOrders, ids.tool, ids.orders),
  ];
  change(
    diagram,
    ...zones.map((value): Operation => ({ do: "add", part: "zone", value })),
    ...elements.map((value): Operation => ({ do: "add", part: "element", value })),
    ...flows.map((value): Operation => ({ do: "add", part: "flow", value })),
  );
  return diagram;
}
