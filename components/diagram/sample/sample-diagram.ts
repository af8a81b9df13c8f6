import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { emptyDiagram, type Diagram } from "@/lib/graph/diagram.ts";
import { plainElement, plainFlow } from "@/lib/graph/edit/add-element.ts";
import { plainZone } from "@/lib/graph/edit/draw-zone.ts";
import { elementKindNames } from "@/lib/graph/kinds.ts";
import type { Operation } from "@/lib/graph/schema.ts";
import { fromTemplate } from "@/lib/graph/templates/template.ts";
import { templates } from "@/lib/graph/templates/templates.ts";
import type { BoundFact, Mark } from "../editor-types.ts";

/** Ids that count up, so that a sample is the same on server and browser. */
export function countingIds(start = 1): () => string {
  let next = start;
  return () => {
    next += 1;
    return `00000000-0000-7000-8000-${next.toString(16).padStart(12, "0")}`;
  };
}

const ZONE = 25;
const COLUMNS = 5;

/** A diagram of `size` elements in zones of 25, each connected to the next and some across zones. */
function generated(size: number): Diagram {
  const newId = countingIds();
  const operations: Operation[] = [];
  const elements: string[] = [];
  for (let first = 0; first < size; first += ZONE) {
    const index = first / ZONE;
    const zoneId = newId();
    const place = { x: (index % 5) * 1000, y: Math.floor(index / 5) * 640 };
    const trust = ([1, 2, 3, 4] as const)[index % 4] ?? 2;
    const zone = plainZone({ id: zoneId, name: `Zone ${index + 1}`, trust, ...place, width: 920, height: 580 });
    operations.push({ do: "add", part: "zone", value: zone });
    for (let at = 0; at < Math.min(ZONE, size - first); at += 1) {
      const id = newId();
      const kind = elementKindNames[(first + at) % elementKindNames.length] ?? "process";
      const x = 32 + (at % COLUMNS) * 176;
      const y = 32 + Math.floor(at / COLUMNS) * 104;
      elements.push(id);
      operations.push({
        do: "add",
        part: "element",
        value: plainElement({ id, kind, zoneId, x, y, name: `Element ${first + at + 1}` }),
      });
    }
  }
  for (const [index, id] of elements.entries()) {
    const near = elements[index + 1];
    const far = elements[(index * 7 + 30) % elements.length];
    if (near !== undefined) operations.push(flow(newId(), id, near, index % 4 === 0 ? "records" : ""));
    if (index % 2 === 0 && far !== undefined && far !== id) operations.push(flow(newId(), id, far, ""));
  }
  const diagram = emptyDiagram();
  applyBatch(diagram, operations);
  return diagram;
}

function flow(id: string, sourceId: string, targetId: string, name: string): Operation {
  return { do: "add", part: "flow", value: plainFlow({ id, sourceId, targetId, name }) };
}

/** A template's diagram, or a generated one of `size` elements. */
export function sampleDiagram(templateId: string, size: number): Diagram {
  if (size > 0) return generated(size);
  const diagram = emptyDiagram();
  const template = templates.find(({ id }) => id === templateId) ?? templates[0];
  if (template !== undefined) applyBatch(diagram, fromTemplate(template, countingIds()));
  return diagram;
}

const severities = ["high", "medium", "critical", "low", "high"] as const;

/** Counters as after a first look: most elements have some, every fifth was not looked at, one flow is bad. */
export function sampleMarks(diagram: Diagram): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const [index, id] of [...diagram.element.keys()].entries()) {
    const looked = index % 5 !== 4;
    const count = index % 3 === 0 ? 0 : 1 + (index % 4);
    marks.set(id, { count, severity: count === 0 ? null : (severities[index % 5] ?? "low"), looked });
  }
  const bad = [...diagram.flow.values()].find(({ name }) => name.includes("unsigned"));
  if (bad !== undefined) marks.set(bad.id, { count: 0, severity: "high", looked: true });
  return marks;
}

/** Two elements stand for records of the inventory. */
export function sampleBound(diagram: Diagram): Map<string, BoundFact> {
  const fact: BoundFact = {
    name: "support-embeddings",
    sensitivity: "Confidential",
    owner: "Ana Silva",
    state: "In production",
    href: "/models/support-embeddings",
  };
  const ids = [...diagram.element.values()].filter(({ kind }) => kind === "inference_endpoint" || kind === "rag_store");
  return new Map(ids.map(({ id }) => [id, fact]));
}
