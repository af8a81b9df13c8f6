import { emptyDiagram, toDiagram, type Diagram } from "../diagram.ts";
import type { DiagramContent, DiagramElement, Flow, Zone } from "../schema.ts";
import { compareAssumptions } from "./compare-assumptions.ts";
import { compareElements } from "./compare-elements.ts";
import { compareFlows } from "./compare-flows.ts";
import { compareThreats } from "./compare-threats.ts";
import { compareZones } from "./compare-zones.ts";
import { changeOf, pairsOf, type Versions } from "./compared.ts";
import type { Change, ModelDiff } from "./schema.ts";
import { saysTheSame, type ComparedModel } from "./substance.ts";

type NamedDiagram = { id: string; name: string; content: DiagramContent };

function drawing(value: Zone | DiagramElement | Flow): unknown {
  return "points" in value ? value.points : [value.x, value.y, value.width, value.height];
}

/** Things of both versions that are drawn differently and say the same. */
function drawnAnew({ before, after }: Versions, changed: ReadonlySet<string>): number {
  const count = (was: ReadonlyMap<string, Zone | DiagramElement | Flow>, is: typeof was): number =>
    pairsOf(was, is).both.filter(
      (pair) => !changed.has(pair.is.id) && !saysTheSame(drawing(pair.was), drawing(pair.is)),
    ).length;
  return count(before.zone, after.zone) + count(before.element, after.element) + count(before.flow, after.flow);
}

function diagramChanges(was: NamedDiagram | undefined, is: NamedDiagram | undefined): Change[] {
  const named = is ?? was;
  if (named === undefined) return [];
  const subject = { part: "diagram" as const, id: named.id, diagramId: named.id, name: named.name };
  if (was === undefined) {
    return [changeOf(subject, { kind: "added", weight: "high", words: `The diagram ${named.name} was added` })];
  }
  if (is === undefined) {
    return [changeOf(subject, { kind: "removed", weight: "high", words: `The diagram ${named.name} was removed` })];
  }
  if (was.name === is.name) return [];
  const words = `The diagram ${was.name} is now called ${is.name}`;
  return [changeOf(subject, { kind: "renamed", weight: "low", words })];
}

const weights = { high: 0, medium: 1, low: 2 } as const;
const order = { diagram: 0, zone: 1, element: 2, flow: 3, assumption: 4, threat: 5 } as const;

function inOrder(changes: readonly Change[]): Change[] {
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return changes.toSorted(
    (a, b) =>
      weights[a.weight] - weights[b.weight] ||
      order[a.part] - order[b.part] ||
      text(a.words, b.words) ||
      text(a.id, b.id) ||
      text(a.kind, b.kind),
  );
}

const contentOf = (diagram: NamedDiagram | undefined): Diagram =>
  diagram === undefined ? emptyDiagram() : toDiagram(diagram.content);

/**
 * What changed between two versions of a threat model, in words, the weightiest first. Ids decide what is the same thing. Changes
 * of mere drawing are counted and not listed; `changes` is empty exactly when both versions have the same `substanceBytes`.
 * Deterministic: the order of the lists given does not matter.
 */
export function diffModels(before: ComparedModel, after: ComparedModel): ModelDiff {
  const byId = ({ diagrams }: ComparedModel) => new Map(diagrams.map((diagram) => [diagram.id, diagram]));
  const [was, is] = [byId(before), byId(after)];
  const changes: Change[] = compareThreats(before, after);
  let drawingOnly = 0;
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const versions = { diagramId: id, before: contentOf(was.get(id)), after: contentOf(is.get(id)) };
    const inside = [
      ...diagramChanges(was.get(id), is.get(id)),
      ...compareZones(versions),
      ...compareElements(versions),
      ...compareFlows(versions),
      ...compareAssumptions(versions),
    ];
    changes.push(...inside);
    drawingOnly += drawnAnew(versions, new Set(inside.map((change) => change.id)));
  }
  return { changes: inOrder(changes), drawingOnly };
}
