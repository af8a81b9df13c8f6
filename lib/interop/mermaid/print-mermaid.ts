import { elementKinds } from "../../graph/kinds.ts";
import type { DraftDiagram, DraftElement, PrintedThreatModel, ThreatModelDraft } from "../threat-model/draft.ts";
import { encodeLabel } from "./labels.ts";
import { printOwn } from "./own-words.ts";

const shapes = { actor: ["([", "])"], process: ["[", "]"], store: ["[(", ")]"] } as const;

/**
 * Prints one diagram of a model as a Mermaid flowchart, the first when `diagramId` names none. Positions and what else a
 * flowchart does not show stand in comments, so that reading it gives the diagram back; threats, mitigations and assumptions
 * do not, and are listed.
 */
export function printMermaid(draft: ThreatModelDraft, diagramId: string | null): PrintedThreatModel {
  const diagram = draft.diagrams.find(({ externalId }) => externalId === diagramId) ?? draft.diagrams[0];
  const others = [
    ...draft.diagrams.filter((each) => each !== diagram),
    ...draft.threats,
    ...draft.mitigations,
    ...draft.assumptions,
  ];
  const notCarried = others.map(({ externalId }) => ({
    externalId,
    message: "A flowchart shows the parts of one diagram only.",
  }));
  const empty: DraftDiagram = {
    externalId: "diagram",
    name: draft.name,
    description: "",
    content: { zones: [], elements: [], flows: [] },
  };
  return { text: printFlowchart(diagram ?? empty, true), notCarried };
}

/** A diagram as flowchart text; with details, comments carry what a flowchart does not show. */
export function printFlowchart({ externalId, name, description, content }: DraftDiagram, hasDetails: boolean): string {
  const { zones, elements, flows } = content;
  const ids = new Map<string, string>();
  zones.forEach((zone, index) => ids.set(zone.externalId, `z${index + 1}`));
  elements.forEach((element, index) => ids.set(element.externalId, `n${index + 1}`));
  const idOf = (id: string) => ids.get(id) ?? "";
  const lines = ["flowchart TD"];
  const zoneSet = new Set(zones.map((zone) => zone.externalId));
  const print = (within: string | null, indent: string) => {
    for (const zone of zones.filter(({ parentId }) => (isKnown(parentId, zoneSet) ? parentId : null) === within)) {
      lines.push(`${indent}subgraph ${idOf(zone.externalId)}[${encodeLabel(zone.name)}]`);
      print(zone.externalId, `${indent}  `);
      lines.push(`${indent}end`);
    }
    for (const element of elements.filter(({ zoneId }) => (isKnown(zoneId, zoneSet) ? zoneId : null) === within))
      lines.push(`${indent}${idOf(element.externalId)}${printShape(element)}`);
  };
  print(null, "  ");
  for (const flow of flows) {
    const arrow = flow.bidirectional ? "<-->" : "-->";
    const label = flow.name === "" ? "" : `|${encodeLabel(flow.name)}|`;
    lines.push(`  ${idOf(flow.sourceId)} ${arrow}${label} ${idOf(flow.targetId)}`);
  }
  if (hasDetails) {
    lines.push(printOwn("diagram", { externalId, name, description }));
    for (const zone of zones) lines.push(printOwn(idOf(zone.externalId), { zone }));
    for (const element of elements) lines.push(printOwn(idOf(element.externalId), { element }));
    flows.forEach((flow, index) => lines.push(printOwn(`link-${index + 1}`, { flow })));
  }
  return `${lines.join("\n")}\n`;
}

function isKnown(id: string | null, zones: ReadonlySet<string>): boolean {
  return id !== null && zones.has(id);
}

function printShape({ kind, name }: DraftElement): string {
  const [open, close] = shapes[elementKinds[kind].shape];
  return `${open}${encodeLabel(name)}${close}:::${kind}`;
}
