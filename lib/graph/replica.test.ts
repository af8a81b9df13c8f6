import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyBatch, applyEffects } from "./apply-batch.ts";
import { emptyDiagram, toContent } from "./diagram.ts";
import { crossingOf } from "./zones.ts";
import { Replica, type AcceptedBatch, type Batch } from "./replica.ts";
import type { Operation } from "./schema.ts";
import { makeElement, makeFlow, makeZone, testId } from "./testing/make.ts";

const CLIENTS = 8;
const number = (max: number) => fc.integer({ min: 0, max });

/** Operations over few ids, so that they meet: elements 0–9, zones 100–104, flows 200–209. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ id: number(9), zone: number(5), x: number(500) }).map(({ id, zone, x }): Operation => ({
    do: "add",
    part: "element",
    value: makeElement({ id: testId(id), zoneId: zone === 5 ? null : testId(100 + zone), x }),
  })),
  fc.record({ id: number(4), parent: number(5) }).map(({ id, parent }): Operation => ({
    do: "add",
    part: "zone",
    value: makeZone({ id: testId(100 + id), parentId: parent === 5 ? null : testId(100 + parent) }),
  })),
  fc.record({ id: number(9), from: number(9), to: number(9) }).map(({ id, from, to }): Operation => ({
    do: "add",
    part: "flow",
    value: makeFlow({ id: testId(200 + id), sourceId: testId(from), targetId: testId(to) }),
  })),
  fc
    .record({ id: number(9), x: number(900), y: number(900) })
    .map(({ id, x, y }): Operation => ({ do: "set", part: "element", id: testId(id), set: { x, y } })),
  fc
    .record({ id: number(9), name: fc.constantFrom("A", "B", "C"), zone: number(4) })
    .map(({ id, name, zone }): Operation => ({
      do: "set",
      part: "element",
      id: testId(id),
      set: { name, zoneId: testId(100 + zone), answers: { "node.llm": name === "A" ? "yes" : "unknown" } },
    })),
  fc.record({ id: number(4), parent: number(4) }).map(({ id, parent }): Operation => ({
    do: "set",
    part: "zone",
    id: testId(100 + id),
    set: { parentId: testId(100 + parent) },
  })),
  number(9).map((id): Operation => ({ do: "remove", part: "element", id: testId(id) })),
  number(4).map((id): Operation => ({ do: "remove", part: "zone", id: testId(100 + id) })),
  number(9).map((id): Operation => ({ do: "remove", part: "flow", id: testId(200 + id) })),
);

/** A server: the order in which it takes batches is the truth. */
function server() {
  const diagram = emptyDiagram();
  const accepted: AcceptedBatch[] = [];
  return {
    diagram,
    accepted,
    take(batch: Batch): AcceptedBatch | null {
      const known = accepted.find((one) => one.id === batch.id);
      if (known !== undefined) return known;
      const { effects } = applyBatch(diagram, batch.operations);
      if (effects.length === 0) return null;
      const answer = { seq: accepted.length + 1, id: batch.id, effects };
      accepted.push(answer);
      return answer;
    },
  };
}

describe("Replica", () => {
  it("ends with the same diagram everywhere after 200 concurrent edits by eight clients, whatever arrives when", () => {
    const step = fc.record({
      client: number(CLIENTS - 1),
      operations: fc.array(operation, { minLength: 1, maxLength: 3 }),
      deliver: fc.array(fc.record({ client: number(CLIENTS - 1), skip: number(3) }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 200, maxLength: 200 }), (steps) => {
        const truth = server();
        const clients = Array.from({ length: CLIENTS }, () => new Replica(emptyDiagram(), 0));
        const unsent = clients.map((): Batch[] => []);
        for (const [index, { client, operations, deliver }] of steps.entries()) {
          const batch = { id: testId(10_000 + index), operations };
          const outcome = clients[client]!.propose(batch);
          if (outcome.effects.length > 0) unsent[client]!.push(batch);
          for (const { client: other, skip } of deliver) {
            const next = unsent[other]!.shift();
            if (next !== undefined && truth.take(next) === null) clients[other]!.settle(next.id);
            const replica = clients[other]!;
            // Out of order, and some twice: what is missing comes later.
            for (const one of truth.accepted.slice(Math.max(0, replica.seq - 1 + skip))) replica.receive(one);
          }
        }
        for (const [index, queue] of unsent.entries()) {
          for (const batch of queue) if (truth.take(batch) === null) clients[index]!.settle(batch.id);
        }
        const end = toContent(truth.diagram);
        for (const replica of clients) {
          for (const one of truth.accepted.toReversed()) replica.receive(one);
          expect(replica.pending).toEqual([]);
          expect(replica.hasGap).toBe(false);
          expect(toContent(replica.view)).toEqual(end);
        }
        const rebuilt = emptyDiagram();
        for (const { effects } of truth.accepted) applyEffects(rebuilt, effects);
        expect(toContent(rebuilt)).toEqual(end);
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  it("keeps a diagram sound: ends exist, zones exist and never nest in themselves", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
        const diagram = emptyDiagram();
        applyBatch(diagram, operations);
        for (const flow of diagram.flow.values()) {
          expect(diagram.element.has(flow.sourceId) && diagram.element.has(flow.targetId)).toBe(true);
          crossingOf(diagram, flow);
        }
        for (const element of diagram.element.values()) {
          expect(element.zoneId === null || diagram.zone.has(element.zoneId)).toBe(true);
        }
        for (const zone of diagram.zone.values()) {
          const met = new Set<string>();
          for (let id: string | null = zone.id; id !== null; id = diagram.zone.get(id)!.parentId) {
            expect(met.has(id)).toBe(false);
            met.add(id);
          }
        }
      }),
      { numRuns: 150, seed: 12 },
    );
  });

  it("undoes any batch that nobody touched since to exactly what was there", () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 60 }),
        fc.array(operation, { minLength: 1, maxLength: 6 }),
        (before, batch) => {
          const diagram = emptyDiagram();
          applyBatch(diagram, before);
          const start = toContent(diagram);
          const { inverse } = applyBatch(diagram, batch);
          const undone = applyBatch(diagram, inverse);
          expect(undone.refused).toEqual([]);
          expect(toContent(diagram)).toEqual(start);
        },
      ),
      { numRuns: 200, seed: 13 },
    );
  });

  it("refuses an undo of what somebody else changed since, and leaves their change", () => {
    const diagram = emptyDiagram();
    const id = testId(1);
    applyBatch(diagram, [{ do: "add", part: "element", value: makeElement({ id, name: "Mine" }) }]);
    const mine = applyBatch(diagram, [{ do: "set", part: "element", id, set: { name: "Renamed" } }]);
    applyBatch(diagram, [{ do: "set", part: "element", id, set: { name: "Theirs" } }]);
    const undo = applyBatch(diagram, mine.inverse);
    expect(undo.refused[0]?.refusal).toMatchObject({ code: "changed", about: id });
    expect(diagram.element.get(id)?.name).toBe("Theirs");
  });

  it("refuses a change of what another just removed, and says so", () => {
    const diagram = emptyDiagram();
    const outcome = applyBatch(diagram, [{ do: "set", part: "zone", id: testId(5), set: { name: "x" } }]);
    expect(outcome.refused).toEqual([
      {
        index: 0,
        refusal: {
          code: "gone",
          part: "zone",
          about: testId(5),
          message: "This zone was removed in the meantime.",
        },
      },
    ]);
  });
});
