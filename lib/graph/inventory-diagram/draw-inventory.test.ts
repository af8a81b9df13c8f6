import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayRelate, nodeTypes, relationNames, relations } from "../../inventory/assets/rules.ts";
import { applyBatch } from "../apply-batch.ts";
import { emptyDiagram, type Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { Operation } from "../schema.ts";
import { testId } from "../testing/make.ts";
import { crossingOf } from "../zones.ts";
import { drawInventory } from "./draw-inventory.ts";
import type { Inventory, InventoryFacts, InventoryLink, InventoryNode } from "./inventory.ts";

function counter(from = 5000): () => string {
  let next = from;
  return () => {
    next += 1;
    return testId(next);
  };
}

function draw(inventory: Inventory, diagram: Diagram = emptyDiagram(), scope: string[] = [], from = 5000) {
  const drawing = drawInventory({ inventory, scope, diagram, newId: counter(from) });
  for (const operation of drawing.operations) expect(Operation.safeParse(operation).success).toBe(true);
  expect(applyBatch(diagram, drawing.operations).refused).toEqual([]);
  return { drawing, diagram };
}

const node = (
  id: number,
  type: InventoryNode["type"],
  name: string,
  more: Partial<InventoryNode> & { facts?: InventoryFacts } = {},
): InventoryNode => ({ type, id: testId(id), name, detail: "", state: "active", status: "", ...more });

/** A link as the thing that states it says it: owner, relation, target. */
function states(owner: number, relation: keyof typeof relations, target: number): InventoryLink {
  const [own, other] = [testId(owner), testId(target)];
  return relations[relation].target === "up" ? { relation, up: other, down: own } : { relation, up: own, down: other };
}

const bank: Inventory = {
  nodes: [
    node(1, "system", "Bank assistant", { status: "in_use" }),
    node(2, "model", "Answer model"),
    node(3, "model_version", "Answer model", { detail: "2.1", state: "released" }),
    node(4, "model_version", "Answer model", { detail: "2.0", state: "retired" }),
    node(5, "deployment", "Assistant API", {
      status: "live",
      facts: { environment: "production", exposure: "public" },
    }),
    node(6, "dataset", "Letters"),
    node(7, "dataset_version", "Letters", { detail: "2026-05" }),
    node(8, "component", "Vector index", { detail: "1.8", facts: { category: "vector_store" } }),
    node(9, "component", "Mail tool", { facts: { category: "tool" } }),
    node(10, "component", "torch", { facts: { category: "library" } }),
    node(11, "component", "Translation API", { facts: { category: "api", supplier: "Lingua" } }),
    node(12, "vendor", "Paperworks"),
    node(13, "dataset", "Old mails", { state: "archived" }),
    node(14, "component", "Llama", { facts: { category: "base_model" } }),
  ],
  links: [
    states(1, "made_of", 2),
    states(1, "made_of", 8),
    states(1, "made_of", 9),
    states(1, "depends_on", 11),
    states(3, "version_of", 2),
    states(4, "version_of", 2),
    states(5, "runs", 3),
    states(5, "serves", 1),
    states(3, "trained_on", 7),
    states(7, "release_of", 6),
    states(7, "supplied_by", 12),
    states(3, "depends_on", 10),
    states(3, "derived_from", 14),
    states(3, "trained_on", 13),
  ],
};

function lines(diagram: Diagram): string[] {
  const zone = (id: string | null): string => (id === null ? "nowhere" : diagram.zone.get(id)!.name);
  return [...diagram.element.values()].map(({ name, kind, zoneId }) => `${name}: ${kind}, ${zone(zoneId)}`).sort();
}

function arrows(diagram: Diagram): string[] {
  const name = (id: string): string => diagram.element.get(id)!.name;
  return [...diagram.flow.values()]
    .map((flow) => `${name(flow.sourceId)} ${flow.bidirectional ? "↔" : "→"} ${name(flow.targetId)}: ${flow.name}`)
    .sort();
}

describe("drawInventory", () => {
  it("draws a system with what it is made of, in zones, with flows in the direction in which data goes", () => {
    const { drawing, diagram } = draw(bank);
    expect(lines(diagram)).toEqual([
      "Answer model 2.1: model_artifact, Production",
      "Assistant API: inference_endpoint, Production",
      "Bank assistant: process, Production",
      "Letters 2026-05: dataset, Training",
      "Llama: model_artifact, Training",
      "Mail tool: tool, Production",
      "Paperworks: actor, Suppliers",
      "Public users: actor, Internet",
      "Training of Answer model 2.1: training_pipeline, Training",
      "Translation API: third_party_model, Suppliers",
      "Vector index: rag_store, Production",
    ]);
    expect(arrows(diagram)).toEqual([
      "Answer model 2.1 → Assistant API: weights",
      "Bank assistant ↔ Assistant API: requests and answers",
      "Bank assistant ↔ Mail tool: calls and results",
      "Bank assistant ↔ Translation API: prompts and answers",
      "Bank assistant ↔ Vector index: queries and passages",
      "Letters 2026-05 → Training of Answer model 2.1: training data",
      "Llama → Training of Answer model 2.1: base model",
      "Paperworks → Letters 2026-05: data",
      "Public users ↔ Bank assistant: requests and answers",
      "Training of Answer model 2.1 → Answer model 2.1: weights",
    ]);
    expect([...diagram.zone.values()].map(({ name, trust, parentId }) => [name, trust, parentId !== null])).toEqual([
      ["Internet", 0, false],
      ["Suppliers", 1, false],
      ["Own network", 2, false],
      ["Production", 3, true],
      ["Training", 3, true],
    ]);
    expect(drawing.leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      "Answer model: Its versions in use stand for it.",
      "Answer model 2.0: It is retired.",
      "Letters: Its versions in use stand for it.",
      "torch: It is a part of the software that uses it.",
      "Old mails: It is archived.",
    ]);
    const question = [...diagram.flow.values()].find(
      ({ targetId }) => diagram.element.get(targetId)?.name === "Bank assistant",
    )!;
    expect(crossingOf(diagram, question)?.entered.map(({ name }) => name)).toEqual(["Own network", "Production"]);
  });

  it("adds only what is missing when it runs again, keeps what people changed, and says what is gone", () => {
    const { diagram } = draw(bank);
    expect(draw(bank, diagram).drawing.operations).toEqual([]);
    const index = [...diagram.element.values()].find(({ name }) => name === "Vector index")!;
    applyBatch(diagram, [{ do: "set", part: "element", id: index.id, set: { name: "Our index", zoneId: null, x: 7 } }]);
    const later: Inventory = {
      nodes: [
        ...bank.nodes
          .filter(({ name }) => name !== "Mail tool")
          .map((each) => (each.name === "Llama" ? { ...each, state: "archived" } : each)),
        node(20, "component", "Calendar tool", { facts: { category: "tool" } }),
        node(21, "deployment", "Test API", { status: "live", facts: { environment: "staging" } }),
      ],
      links: [...bank.links, states(1, "made_of", 20), states(21, "runs", 3)],
    };
    const { drawing } = draw(later, diagram, [], 7000);
    expect(drawing.added).toEqual({ zones: 1, elements: 3, flows: 3 });
    expect(drawing.operations.filter((one) => one.do !== "add").map((one) => one.part)).toEqual(
      drawing.operations.filter((one) => one.do === "set" && one.part === "zone").map(() => "zone"),
    );
    expect(diagram.element.get(index.id)).toMatchObject({ name: "Our index", zoneId: null, x: 7 });
    expect(drawing.gone.map(({ words }) => words)).toEqual([
      "Mail tool stands for something that the inventory no longer links here.",
      "Llama: It is archived.",
    ]);
    expect(lines(diagram).filter((line) => /Calendar|Test|Staff/.test(line))).toEqual([
      "Calendar tool: tool, Production",
      "Staff: actor, Own network",
      "Test API: inference_endpoint, Test environments",
    ]);
  });

  it("draws a model that a supplier runs as such, a model without versions as itself, and what was asked for in any case", () => {
    const inventory: Inventory = {
      nodes: [
        node(1, "system", "Chat"),
        node(2, "model_version", "Hosted", { detail: "4" }),
        node(3, "vendor", "Labs"),
        node(4, "model", "Alone"),
        node(5, "dataset", "Nobody's"),
      ],
      links: [states(1, "made_of", 2), states(2, "supplied_by", 3)],
    };
    const { diagram, drawing } = draw(inventory, emptyDiagram(), [testId(4)]);
    expect(lines(diagram)).toEqual([
      "Alone: model_artifact, Training",
      "Chat: process, Own network",
      "Hosted 4: third_party_model, Suppliers",
      "Staff: actor, Own network",
    ]);
    expect(drawing.leftOut.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      "Labs: Nothing that is drawn exchanges data with it.",
      "Nobody's: Nothing that is drawn exchanges data with it.",
    ]);
  });

  it("has a flow for every kind of link that people can state", () => {
    for (const relation of relationNames) {
      for (const owner of nodeTypes) {
        for (const target of nodeTypes) {
          if (!mayRelate(relation, owner, target)) continue;
          const inventory = {
            nodes: [node(1, owner, "Owner"), node(2, target, "Target")],
            links: [states(1, relation, 2)],
          };
          const { diagram } = draw(inventory, emptyDiagram(), [testId(1), testId(2)]);
          const bound = [...diagram.element.values()].filter((each) => each.bound !== null);
          const structural = relation === "version_of" || relation === "release_of";
          expect([relation, owner, target, bound.length]).toEqual([relation, owner, target, structural ? 1 : 2]);
          if (!structural) expect(diagram.flow.size).toBeGreaterThan(0);
        }
      }
    }
  });
});

const arbitraryNode = (id: number): fc.Arbitrary<InventoryNode> =>
  fc
    .record({
      type: fc.constantFrom(...nodeTypes),
      state: fc.constantFrom("active", "active", "active", "archived"),
      category: fc.constantFrom("vector_store", "tool", "prompt", "api", "service", "library", "base_model"),
      environment: fc.constantFrom("production", "edge", "test"),
      exposure: fc.constantFrom("public", "partner", "internal"),
    })
    .map(({ type, state, ...facts }) => node(id, type, `${type} ${String(id)}`, { state, facts }));

const arbitraryInventory = fc
  .record({
    nodes: fc
      .integer({ min: 1, max: 14 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => arbitraryNode(id)))),
    tries: fc.array(fc.tuple(fc.constantFrom(...relationNames), fc.nat(13), fc.nat(13)), { maxLength: 40 }),
  })
  .map(({ nodes, tries }): Inventory => ({
    nodes,
    links: tries.flatMap(([relation, owner, target]) => {
      const [from, to] = [nodes[owner], nodes[target]];
      if (from === undefined || to === undefined || !mayRelate(relation, from.type, to.type)) return [];
      return [states(owner, relation, target)];
    }),
  }));

/** Elements of one zone that overlap. */
function overlapping(diagram: Diagram): string[] {
  const elements = [...diagram.element.values()].map((each) => ({ ...each, ...sizeOf(each) }));
  return elements.flatMap((a, index) =>
    elements
      .slice(index + 1)
      .filter((b) => a.zoneId === b.zoneId && a.x < b.x + b.width && b.x < a.x + a.width)
      .filter((b) => a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.name} and ${b.name}`),
  );
}

describe("for any inventory, drawInventory", () => {
  it("draws each thing once or says why not, the same for any order, and finds nothing to add a second time", () => {
    fc.assert(
      fc.property(arbitraryInventory, (inventory) => {
        const { drawing, diagram } = draw(inventory);
        const turned = { nodes: inventory.nodes.toReversed(), links: inventory.links.toReversed() };
        expect(draw(turned).drawing).toEqual(drawing);
        const bound = [...diagram.element.values()].flatMap((each) => each.bound?.id ?? []);
        expect([...bound, ...drawing.leftOut.map(({ id }) => id)].sort()).toEqual(
          inventory.nodes.map(({ id }) => id).sort(),
        );
        expect(overlapping(diagram)).toEqual([]);
        expect([...diagram.element.values()].every(({ zoneId }) => zoneId !== null)).toBe(true);
        const again = draw(inventory, diagram, [], 9000).drawing;
        expect(again.operations).toEqual([]);
        expect(again.gone).toEqual([]);
      }),
      { numRuns: 200, seed: 81 },
    );
  });

  it("never changes or removes what is there when the inventory grew, but for zones that become larger", () => {
    fc.assert(
      fc.property(arbitraryInventory, fc.nat(13), (inventory, keep) => {
        const part = { nodes: inventory.nodes.slice(0, keep + 1), links: inventory.links };
        const { diagram } = draw(part);
        const before = [...diagram.element.values(), ...diagram.flow.values()];
        const { drawing } = draw(inventory, diagram, [], 9000);
        for (const operation of drawing.operations) {
          if (operation.do === "set") expect(Object.keys(operation.set).sort()).toEqual(["height", "width"]);
          else expect(operation.do).toBe("add");
        }
        const after = new Set<unknown>([...diagram.element.values(), ...diagram.flow.values()]);
        expect(before.every((each) => after.has(each))).toBe(true);
        expect(overlapping(diagram)).toEqual([]);
        expect(draw(inventory, diagram, [], 12_000).drawing.operations).toEqual([]);
      }),
      { numRuns: 150, seed: 82 },
    );
  });
});
