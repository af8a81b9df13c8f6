import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { predicateIds } from "../../knowledge/predicates.ts";
import { applyBatch } from "../apply-batch.ts";
import { emptyDiagram, type Diagram } from "../diagram.ts";
import { elementKindNames } from "../kinds.ts";
import type { Operation, Zone } from "../schema.ts";
import { makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { changedBy } from "./changed-by.ts";
import type { KnownFacts } from "./facts.ts";
import { suggest, Suggester } from "./suggester.ts";

const number = (max: number) => fc.integer({ min: 0, max });
const answers = fc.dictionary(fc.constantFrom(...predicateIds), fc.constantFrom("yes", "no", "unknown"), {
  maxKeys: 6,
});
const zoneId = number(4).map((zone) => (zone === 4 ? null : testId(100 + zone)));
const outOfScope = fc.constantFrom(null, null, null, "Looked at elsewhere");

/** Operations over few ids, so that they meet: elements 0–11, zones 100–103, flows 200–215. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ id: number(11), kind: fc.constantFrom(...elementKindNames), zoneId, answers })
      .map(({ id, ...rest }): Operation => ({
        do: "add",
        part: "element",
        value: makeElement({ id: testId(id), ...rest }),
      })),
  },
  fc.record({ id: number(3), parentId: zoneId, trust: number(4) }).map(({ id, parentId, trust }): Operation => ({
    do: "add",
    part: "zone",
    value: makeZone({ id: testId(100 + id), parentId, trust: trust as Zone["trust"] }),
  })),
  {
    weight: 4,
    arbitrary: fc
      .record({ id: number(15), from: number(11), to: number(11), bidirectional: fc.boolean() })
      .map(({ id, from, to, bidirectional }): Operation => ({
        do: "add",
        part: "flow",
        value: makeFlow({ id: testId(200 + id), sourceId: testId(from), targetId: testId(to), bidirectional }),
      })),
  },
  fc
    .record({
      id: number(11),
      set: fc.oneof(
        fc.record({ kind: fc.constantFrom(...elementKindNames) }),
        fc.record({ zoneId }),
        fc.record({ answers }),
        fc.record({ outOfScope }),
        fc.record({ name: fc.constantFrom("A", "B") }),
        fc.record({ x: number(9) }),
      ),
    })
    .map(({ id, set }): Operation => ({ do: "set", part: "element", id: testId(id), set })),
  fc
    .record({
      id: number(15),
      set: fc.oneof(
        fc.record({ protocol: fc.constantFrom("HTTP", "HTTPS", "") }),
        fc.record({ bidirectional: fc.boolean() }),
        fc.record({ answers }),
        fc.record({ outOfScope }),
      ),
    })
    .map(({ id, set }): Operation => ({ do: "set", part: "flow", id: testId(200 + id), set })),
  fc
    .record({
      id: number(3),
      set: fc.oneof(
        fc.record({ trust: number(4) }),
        fc.record({ parentId: zoneId }),
        fc.record({ name: fc.constantFrom("A", "B") }),
      ),
    })
    .map(({ id, set }): Operation => ({ do: "set", part: "zone", id: testId(100 + id), set: set as Partial<Zone> })),
  number(11).map((id): Operation => ({ do: "remove", part: "element", id: testId(id) })),
  number(3).map((id): Operation => ({ do: "remove", part: "zone", id: testId(100 + id) })),
  number(15).map((id): Operation => ({ do: "remove", part: "flow", id: testId(200 + id) })),
);

const facts: fc.Arbitrary<KnownFacts> = fc.dictionary(
  number(11).map(testId),
  fc.dictionary(
    fc.constantFrom(...predicateIds),
    fc.record({ value: fc.constantFrom("yes" as const, "no" as const), from: fc.constant("From the inventory") }),
    { maxKeys: 4 },
  ),
  { maxKeys: 6 },
);

/** Four zones, twelve elements and sixteen flows, so that there is something to change. */
const startDiagram: fc.Arbitrary<Operation[]> = fc
  .tuple(
    fc.array(fc.record({ parent: number(4), trust: number(4) }), { minLength: 4, maxLength: 4 }),
    fc.array(fc.record({ kind: fc.constantFrom(...elementKindNames), zoneId, answers }), {
      minLength: 12,
      maxLength: 12,
    }),
    fc.array(fc.record({ from: number(11), to: number(11), bidirectional: fc.boolean() }), {
      minLength: 16,
      maxLength: 16,
    }),
  )
  .map(([zones, elements, flows]) => [
    ...zones.map(({ parent, trust }, id): Operation => ({
      do: "add",
      part: "zone",
      value: makeZone({
        id: testId(100 + id),
        name: `Zone ${id}`,
        parentId: parent < id ? testId(100 + parent) : null,
        trust: trust as Zone["trust"],
      }),
    })),
    ...elements.map((given, id): Operation => ({
      do: "add",
      part: "element",
      value: makeElement({ id: testId(id), name: `Element ${id}`, ...given }),
    })),
    ...flows.map(({ from, to, bidirectional }, id): Operation => ({
      do: "add",
      part: "flow",
      value: makeFlow({ id: testId(200 + id), sourceId: testId(from), targetId: testId(to), bidirectional }),
    })),
  ]);

describe("Suggester", () => {
  it("says after any changes what it would say from the beginning", () => {
    const round = fc.record({
      operations: fc.array(operation, { minLength: 1, maxLength: 8 }),
      facts: fc.option(facts, { freq: 4 }),
    });
    let found = 0;
    fc.assert(
      fc.property(startDiagram, fc.array(round, { minLength: 4, maxLength: 10 }), (start, rounds) => {
        const diagram = emptyDiagram();
        const suggester = new Suggester();
        let known: KnownFacts = {};
        for (const { operations, facts: next } of [{ operations: start, facts: null }, ...rounds]) {
          suggester.update(diagram, changedBy(applyBatch(diagram, operations).effects));
          if (next !== null) {
            known = next;
            suggester.setFacts(next);
          }
          found += suggester.all().length;
          expect(suggester.all()).toEqual(suggest(diagram, { facts: known }));
        }
      }),
      { numRuns: 100, seed: 21 },
    );
    expect(found).toBeGreaterThan(50_000);
  });

  it("does not depend on the order of drawing", () => {
    fc.assert(
      fc.property(startDiagram, (operations) => {
        const diagram = emptyDiagram();
        applyBatch(diagram, operations);
        const turned: Diagram = {
          zone: new Map([...diagram.zone].reverse()),
          element: new Map([...diagram.element].reverse()),
          flow: new Map([...diagram.flow].reverse()),
          assumption: diagram.assumption,
        };
        expect(suggest(turned)).toEqual(suggest(diagram));
      }),
      { numRuns: 100, seed: 22 },
    );
  });
});
