import fc from "fast-check";
import { applyBatch } from "../apply-batch.ts";
import { emptyDiagram, toContent } from "../diagram.ts";
import { elementKindNames } from "../kinds.ts";
import type { Answer, DiagramContent, Operation } from "../schema.ts";
import { makeAssumption, makeElement, makeFlow, makeZone, testId } from "./make.ts";

const number = (max: number) => fc.integer({ min: 0, max });
const zoneOf = (index: number): string | null => (index === 5 ? null : testId(100 + index));
const answer = fc.constantFrom<Answer>("yes", "no", "unknown");

/** Operations over few ids, so that two runs of them have things in common: elements 0–9, zones 100–104, flows 200–209. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .record({
      id: number(4),
      parent: number(5),
      trust: fc.constantFrom(0 as const, 1 as const, 3 as const),
      x: number(9),
    })
    .map(({ id, parent, trust, x }): Operation => ({
      do: "add",
      part: "zone",
      value: makeZone({ id: testId(100 + id), parentId: zoneOf(parent), name: `Zone ${String(id)}`, trust, x }),
    })),
  fc
    .record({ id: number(9), zone: number(5), x: number(9), kind: fc.constantFrom(...elementKindNames), llm: answer })
    .map(({ id, zone, x, kind, llm }): Operation => ({
      do: "add",
      part: "element",
      value: makeElement({
        id: testId(id),
        zoneId: zoneOf(zone),
        name: `Element ${String(id)}`,
        x,
        kind,
        answers: { "node.llm": llm },
        bound: x < 4 ? { type: "model", id: testId(900 + x) } : null,
        outOfScope: x === 5 ? "Not ours" : null,
      }),
    })),
  fc
    .record({ id: number(9), from: number(9), to: number(9), both: fc.boolean(), bend: number(2) })
    .map(({ id, from, to, both, bend }): Operation => ({
      do: "add",
      part: "flow",
      value: makeFlow({
        id: testId(200 + id),
        sourceId: testId(from),
        targetId: testId(to),
        name: bend === 0 ? "" : "question",
        bidirectional: both,
        points: bend === 2 ? [{ x: from, y: to }] : [],
        protocol: from > 6 ? "HTTPS" : "",
      }),
    })),
  fc
    .record({ id: number(3), about: number(9), state: fc.constantFrom("open" as const, "wrong" as const) })
    .map(({ id, about, state }): Operation => ({
      do: "add",
      part: "assumption",
      value: makeAssumption({ id: testId(300 + id), aboutId: testId(about), state }),
    })),
  fc.record({ id: number(9), zone: number(5), y: number(9) }).map(({ id, zone, y }): Operation => ({
    do: "set",
    part: "element",
    id: testId(id),
    set: { zoneId: zoneOf(zone), y, description: y > 7 ? "Words" : "" },
  })),
  number(9).map((id): Operation => ({ do: "remove", part: "element", id: testId(id) })),
);

/** A sound diagram of up to ten elements, five zones and ten flows. */
export function arbitraryContent(maxOperations = 60): fc.Arbitrary<DiagramContent> {
  return fc.array(operation, { maxLength: maxOperations }).map((operations) => {
    const diagram = emptyDiagram();
    applyBatch(diagram, operations);
    return toContent(diagram);
  });
}
