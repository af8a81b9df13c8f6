import { applyBatch } from "../lib/graph/apply-batch.ts";
import { emptyDiagram, type Diagram } from "../lib/graph/diagram.ts";
import { changedBy } from "../lib/graph/engine/changed-by.ts";
import { suggest, Suggester } from "../lib/graph/engine/suggester.ts";
import { elementKindNames } from "../lib/graph/kinds.ts";
import type { Operation } from "../lib/graph/schema.ts";
import { makeElement, makeFlow, makeZone, testId } from "../lib/graph/testing/make.ts";

/** A repeatable stream of numbers below a limit (a linear congruential generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A diagram with as many elements, half as many flows again, and a zone for each ten: what big real ones look like. */
export function makeDiagram(elements: number): Diagram {
  const next = numbers(elements);
  const diagram = emptyDiagram();
  const zones = Math.max(3, Math.min(190, Math.round(elements / 10)));
  const operations: Operation[] = [];
  for (let id = 0; id < zones; id += 1) {
    const parentId = id > 3 && next(2) === 0 ? testId(1_000_000 + next(4)) : null;
    const trust = ([0, 1, 2, 3, 4] as const)[id === 0 ? 0 : 1 + next(4)] ?? 2;
    operations.push({
      do: "add",
      part: "zone",
      value: makeZone({ id: testId(1_000_000 + id), name: `Zone ${id}`, parentId, trust }),
    });
  }
  for (let id = 0; id < elements; id += 1) {
    const kind = elementKindNames[next(elementKindNames.length)] ?? "process";
    const answers = next(4) === 0 ? { "node.personal_data": "yes" as const } : {};
    const zoneId = testId(1_000_000 + next(zones));
    operations.push({
      do: "add",
      part: "element",
      value: makeElement({ id: testId(id), name: `Element ${id}`, kind, zoneId, answers }),
    });
  }
  for (let id = 0; id < elements * 1.5; id += 1) {
    const sourceId = testId(next(elements));
    // Most flows stay near: diagrams have neighbourhoods.
    const near = Math.max(0, Math.min(elements - 1, Number.parseInt(sourceId.slice(-12), 16) - 8 + next(16)));
    const targetId = testId(next(10) === 0 ? next(elements) : near);
    operations.push({ do: "add", part: "flow", value: makeFlow({ id: testId(2_000_000 + id), sourceId, targetId }) });
  }
  const { refused } = applyBatch(diagram, operations);
  if (refused.length > 0) throw new Error(refused[0]?.refusal.message ?? "refused");
  return diagram;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Milliseconds (median) for all suggestions from the beginning. */
export function measureWhole(elements: number): number {
  const diagram = makeDiagram(elements);
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const began = performance.now();
    suggest(diagram);
    if (round >= 4) times.push(performance.now() - began);
  }
  return median(times);
}

/** Milliseconds (median and p95) from a change to its suggestions: answers, moves between zones, new and removed flows. */
export function measureChanges(elements: number): { median: number; p95: number } {
  const diagram = makeDiagram(elements);
  const suggester = new Suggester();
  suggester.update(diagram);
  const next = numbers(7);
  const times: number[] = [];
  for (let round = 0; round < 240; round += 1) {
    const id = testId(next(elements));
    const flow = testId(3_000_000 + (round >> 2));
    const operation: Operation = [
      { do: "set", part: "element", id, set: { answers: { "node.sensitive": round % 8 < 4 ? "yes" : "no" } } } as const,
      { do: "set", part: "element", id, set: { zoneId: testId(1_000_000 + next(3)) } } as const,
      {
        do: "add",
        part: "flow",
        value: makeFlow({ id: flow, sourceId: id, targetId: testId(next(elements)) }),
      } as const,
      { do: "remove", part: "flow", id: flow } as const,
    ][round % 4] as Operation;
    const { effects } = applyBatch(diagram, [operation]);
    const began = performance.now();
    suggester.update(diagram, changedBy(effects));
    if (round >= 40) times.push(performance.now() - began);
  }
  const middle = median(times);
  return { median: middle, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

/** How many suggestions a diagram of this size has. */
export function countSuggestions(elements: number): number {
  return suggest(makeDiagram(elements)).length;
}
