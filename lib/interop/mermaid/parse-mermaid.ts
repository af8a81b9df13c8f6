import { type ElementKind, elementKindNames } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import { assembleDiagram } from "../threat-model/assemble-diagram.ts";
import type { ThreatModelDraft } from "../threat-model/draft.ts";
import { guessTrust } from "../threat-model/guess-trust.ts";
import { ModelIds, PartNames } from "../threat-model/model-ids.ts";
import { Notes } from "../threat-model/notes.ts";
import type { RawDiagram, RawElement, RawFlow, RawZone } from "../threat-model/raw-diagram.ts";
import { OwnDiagram, OwnElement, OwnFlow, OwnZone } from "./own-words.ts";
import {
  type ChartLink,
  type ChartNode,
  type Flowchart,
  pathOfLine,
  readFlowchart,
  type Subgraph,
} from "./read-flowchart.ts";
import { splitStatements } from "./split-statements.ts";

const HEADER = /^(?:graph|flowchart(?:-elk)?)(?:\s+(?:TB|TD|BT|RL|LR|[<>^v]))?\s*/;
const STORES = /^(?:\[\(|cyl|cylinder|db|database|lin-cyl|disk|das|h-cyl)$/;
const ACTORS = /^(?:\(\[|stadium|pill|terminal|\[\/|\[\\|>)$/;

/**
 * Reads a Mermaid flowchart: subgraphs become zones, nodes elements, links flows. A node whose class is the name of a kind
 * (`:::rag_store`) is of that kind; else cylinders are stores, stadiums and parallelograms actors, all other shapes processes.
 * Text in labels stays text.
 *
 * Throws UnreadableImportError for what is no flowchart, for subgraphs that do not end or lie in each other in a circle, and
 * above the limits of a diagram. Notes name lines.
 */
export function parseMermaid(text: string): ThreatModelDraft {
  const notes = new Notes(
    (paths) => new Map(paths.map((path) => [path, { line: Number(/\d+$/.exec(path)?.[0] ?? 1), column: 1 }])),
  );
  const { statements, title, broken } = splitStatements(text.replace(/\r\n?/g, "\n"));
  if (broken !== undefined) notes.refuse(pathOfLine(broken.line), broken.message);
  const start = statements.findIndex(({ text: each }) => !each.startsWith("%%"));
  const header = statements[start];
  const match = header === undefined ? null : HEADER.exec(header.text);
  if (header === undefined || match === null)
    return notes.refuse(
      pathOfLine(header?.line ?? 1),
      'A Mermaid flowchart starts with "flowchart" or "graph" and a direction (flowchart TD). Other diagrams cannot be read.',
    );
  const behind = header.text.slice(match[0].length);
  const rest = [
    ...statements.slice(0, start),
    ...(behind === "" ? [] : [{ text: behind, line: header.line }]),
    ...statements.slice(start + 1),
  ];
  const chart = readFlowchart(rest, notes);
  const own = OwnDiagram.safeParse(chart.own.get("diagram")).data;
  const name = notes.line(own?.name ?? title, pathOfLine(1));
  const diagramName = name === "" ? "Flowchart" : name;
  const raw = rawOf(chart, own, diagramName, notes);
  return {
    externalId: null,
    name: diagramName,
    description: "",
    diagrams: [assembleDiagram(raw, notes)],
    assumptions: [],
    threats: [],
    mitigations: [],
    participants: [],
    notCarried: notes.toArray([]),
  };
}

function rawOf(chart: Flowchart, own: OwnDiagramWords | undefined, name: string, notes: Notes): RawDiagram {
  const ids = new ModelIds(notes);
  const zoneNames = new PartNames(ids);
  const names = new PartNames(ids);
  const externalId = ids.take(own?.externalId, "flowchart", "");
  const subgraphs = [...chart.subgraphs.values()];
  const zoneIds = subgraphs.map((each) => {
    const words = OwnZone.safeParse(chart.own.get(each.id)).data?.zone;
    const id = zoneNames.take(words?.externalId ?? each.id, "zone", pathOfLine(each.line));
    zoneNames.alias(each.id, id);
    return id;
  });
  const nodes = [...chart.nodes.values()].filter(({ id }) => !chart.subgraphs.has(id));
  for (const { id, line } of nodes) {
    const words = OwnElement.safeParse(chart.own.get(id)).data?.element;
    names.alias(id, names.take(words?.externalId ?? id, "node", pathOfLine(line)));
  }
  return {
    externalId,
    name,
    description: own?.description ?? "",
    path: "line 1",
    measure: "zone",
    zones: subgraphs.map((each, index) => zoneOf(each, zoneIds[index] ?? "", chart, { zoneNames, notes })),
    elements: nodes.map((node) => elementOf(node, chart, { zoneNames, names, notes })),
    flows: chart.links.map((link, index) => flowOf(link, index, chart, { ids, names, notes })),
  };
}

type OwnDiagramWords = { externalId: string; name: string; description: string };

function zoneOf(
  subgraph: Subgraph,
  externalId: string,
  chart: Flowchart,
  { zoneNames, notes }: { zoneNames: PartNames; notes: Notes },
): RawZone {
  const path = pathOfLine(subgraph.line);
  const own = OwnZone.safeParse(chart.own.get(subgraph.id)).data?.zone;
  const name = notes.line(subgraph.title, path);
  const parentId = subgraph.parent === null ? null : (zoneNames.find(subgraph.parent) ?? null);
  const isSame = own !== undefined && own.parentId === parentId;
  if (own === undefined)
    notes.once(path, "Mermaid states no trust of zones; it is guessed from their names. Check it.");
  return {
    externalId,
    parentId,
    name: name === "" ? "Zone" : name,
    description: own?.description ?? "",
    trust: own?.trust ?? guessTrust(name),
    box: isSame ? { x: own.x, y: own.y, width: own.width, height: own.height } : null,
    path,
  };
}

function elementOf(
  node: ChartNode,
  chart: Flowchart,
  { zoneNames, names, notes }: { zoneNames: PartNames; names: PartNames; notes: Notes },
): RawElement {
  const path = pathOfLine(node.line);
  const own = OwnElement.safeParse(chart.own.get(node.id)).data?.element;
  const name = notes.line(node.label ?? node.id, path);
  const zoneId = node.subgraph === null ? null : (zoneNames.find(node.subgraph) ?? null);
  const isPlaced = own !== undefined && own.zoneId === zoneId;
  const other = node.classes.filter((each) => kindNamed(each) === undefined);
  if (other.length > 0) notes.once(path, "Classes that name no kind of element are not kept.");
  return {
    externalId: names.find(node.id) ?? node.id,
    kind: node.classes.map(kindNamed).find((kind) => kind !== undefined) ?? kindOfShape(node.shape ?? "["),
    zoneId,
    name: name === "" ? "Node" : name,
    description: own?.description ?? "",
    technology: own?.technology ?? "",
    box: isPlaced ? { x: own.x, y: own.y, width: own.width, height: own.height } : null,
    answers: own?.answers ?? {},
    outOfScope: own?.outOfScope ?? null,
    path,
  };
}

function kindNamed(word: string): ElementKind | undefined {
  return elementKindNames.find((name) => name === word.replaceAll("-", "_"));
}

function kindOfShape(shape: string): ElementKind {
  if (STORES.test(shape)) return "store";
  return ACTORS.test(shape) ? "actor" : "process";
}

function flowOf(
  link: ChartLink,
  index: number,
  chart: Flowchart,
  { ids, names, notes }: { ids: ModelIds; names: PartNames; notes: Notes },
): RawFlow {
  const path = pathOfLine(link.line);
  const stated = OwnFlow.safeParse(chart.own.get(`link-${index + 1}`)).data?.flow;
  const sourceId = names.find(link.source) ?? link.source;
  const targetId = names.find(link.target) ?? link.target;
  const own = stated?.sourceId === sourceId && stated.targetId === targetId ? stated : undefined;
  for (const end of [link.source, link.target])
    if (chart.subgraphs.has(end))
      notes.add("warning", path, `A link ends at the subgraph ${quoted(end)}; flows lead from element to element.`);
  return {
    externalId: freeId(ids, own?.externalId ?? `${link.source}->${link.target}`, path),
    sourceId,
    targetId,
    name: notes.line(link.label, path),
    description: own?.description ?? "",
    protocol: own?.protocol ?? "",
    bidirectional: link.isBothWays,
    points: own?.points ?? [],
    answers: own?.answers ?? {},
    outOfScope: own?.outOfScope ?? null,
    path,
  };
}

/** Links have no ids in Mermaid: a second one between the same nodes is no surprise, and not told. */
function freeId(ids: ModelIds, wanted: string, path: string): string {
  return ids.take(undefined, wanted, path);
}
