import { describe, expect, it } from "vitest";
import { predicateIds } from "../../knowledge/predicates.ts";
import { applyBatch } from "../apply-batch.ts";
import { emptyDiagram } from "../diagram.ts";
import { drawFlows } from "../edit/draw-flows.ts";
import { stretchOf } from "../edit/route-flow.ts";
import { grown, overlap, sceneOf, within } from "../edit/scene.ts";
import { Operation } from "../schema.ts";
import { testId } from "../testing/make.ts";
import { crossingOf } from "../zones.ts";
import { fromTemplate, type Template } from "./template.ts";
import { templates } from "./templates.ts";

function drawn(template: Template) {
  let next = 0;
  const operations = fromTemplate(template, () => testId((next += 1)));
  const diagram = emptyDiagram();
  const outcome = applyBatch(diagram, operations);
  return { operations, diagram, outcome, scene: sceneOf(diagram) };
}

describe("templates", () => {
  it("are the six that are offered, each with its own id", () => {
    expect(new Set(templates.map(({ id }) => id)).size).toBe(6);
  });

  describe.each(templates)("$name", (template) => {
    const { operations, diagram, outcome, scene } = drawn(template);

    it("is valid and applies without a refusal", () => {
      for (const operation of operations) expect(Operation.safeParse(operation).error).toBeUndefined();
      expect(outcome.refused).toEqual([]);
      expect(diagram.element.size).toBe(Object.keys(template.elements).length);
      expect(diagram.flow.size).toBe(template.flows.length);
    });

    it("has no elements on each other, and each inside of its zone and of no other", () => {
      const rects = [...scene.elements];
      for (const [id, rect] of rects) {
        for (const [other, place] of rects) {
          if (id < other) expect(overlap(grown(rect, 8), place), `${id} and ${other}`).toBe(false);
        }
        const zoneId = diagram.element.get(id)?.zoneId;
        const name = diagram.element.get(id)!.name;
        for (const [zone, place] of scene.zones) {
          if (zone === zoneId) expect(within(grown(rect, 8), place), `${name} in its zone`).toBe(true);
          const inner = diagram.zone.get(zone)!;
          const isAround =
            zoneId === zone || diagram.zone.get(zoneId ?? "")?.parentId === zone || holdsZone(zone, zoneId);
          if (!isAround) expect(overlap(rect, place), `${name} outside of ${inner.name}`).toBe(false);
        }
      }
    });

    it("has zones inside of the zones around them", () => {
      for (const zone of diagram.zone.values()) {
        const parent = zone.parentId === null ? undefined : scene.zones.get(zone.parentId);
        if (parent !== undefined) expect(within(scene.zones.get(zone.id)!, parent)).toBe(true);
      }
    });

    it("draws its flows around elements, and something crosses into more trust", () => {
      const flows = drawFlows(diagram, scene);
      for (const flow of diagram.flow.values()) {
        const { points } = flows.get(flow.id)!;
        for (const [id, rect] of scene.elements) {
          if (id === flow.sourceId || id === flow.targetId) continue;
          for (const [index, point] of points.slice(1).entries()) {
            const through = overlap(grown(stretchOf(points[index]!, point), 1), grown(rect, -2));
            const names = [flow.sourceId, flow.targetId, id].map((one) => diagram.element.get(one)!.name);
            expect(through, names.join(", ")).toBe(false);
          }
        }
      }
      const entered = [...diagram.flow.values()].flatMap((flow) => crossingOf(diagram, flow)?.entered ?? []);
      expect(entered.length).toBeGreaterThan(0);
    });

    it("answers only questions that the library asks", () => {
      const known = new Set<string>(predicateIds);
      const values = [...diagram.element.values(), ...diagram.flow.values()];
      const asked = values.flatMap(({ answers }) => Object.keys(answers));
      expect(asked.filter((id) => !known.has(id))).toEqual([]);
      expect(asked.length).toBeGreaterThan(5);
    });

    it("leaves no element without a flow", () => {
      const ends = new Set([...diagram.flow.values()].flatMap(({ sourceId, targetId }) => [sourceId, targetId]));
      const alone = [...diagram.element.values()].filter(({ id }) => !ends.has(id)).map(({ name }) => name);
      expect(alone).toEqual([]);
    });

    function holdsZone(zone: string, inner: string | null | undefined): boolean {
      let at = inner ?? null;
      while (at !== null) {
        if (at === zone) return true;
        at = diagram.zone.get(at)?.parentId ?? null;
      }
      return false;
    }
  });

  it("gives new ids on each use", () => {
    const first = templates[0]!;
    let next = 0;
    const id = () => testId((next += 1));
    const diagram = emptyDiagram();
    applyBatch(diagram, fromTemplate(first, id));
    expect(applyBatch(diagram, fromTemplate(first, id)).refused).toEqual([]);
  });
});
