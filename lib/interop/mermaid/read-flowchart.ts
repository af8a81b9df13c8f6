import { diagramLimits } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import type { Notes } from "../threat-model/notes.ts";
import { decodeLabel } from "./labels.ts";
import { readOwn } from "./own-words.ts";
import { type Link, type NodeMention, readChain } from "./read-chain.ts";
import type { Statement } from "./split-statements.ts";

export type ChartNode = {
  id: string;
  label: string | undefined;
  shape: string | undefined;
  classes: string[];
  subgraph: string | null;
  line: number;
};
export type Subgraph = { id: string; title: string; parent: string | null; line: number };
export type ChartLink = Link & { source: string; target: string; line: number };

/** What a flowchart says, before it is a diagram. */
export type Flowchart = {
  nodes: Map<string, ChartNode>;
  subgraphs: Map<string, Subgraph>;
  links: ChartLink[];
  own: Map<string, unknown>;
};

/** The name under which notes about a line stand. */
export const pathOfLine = (line: number) => `line ${line}`;

const MOST_STATEMENTS = 50_000;
const DRAWING = /^(?:classDef|style|linkStyle|direction|accTitle|accDescr)\b/;

/** Reads the statements behind the header. Throws UnreadableImportError for subgraphs that do not end, or end too often. */
export function readFlowchart(statements: readonly Statement[], notes: Notes): Flowchart {
  const chart: Flowchart = { nodes: new Map(), subgraphs: new Map(), links: [], own: new Map() };
  const open: Subgraph[] = [];
  const tooMany = statements[MOST_STATEMENTS];
  if (tooMany !== undefined)
    notes.refuse(
      pathOfLine(tooMany.line),
      `The flowchart has more than ${MOST_STATEMENTS} statements. Split it.`,
      "too_large",
    );
  for (const { text, line } of statements) {
    const path = pathOfLine(line);
    if (text.startsWith("%%")) readComment(text, path, chart, notes);
    else if (/^subgraph\b/.test(text)) open.push(openSubgraph(text, line, open.at(-1), chart));
    else if (text === "end") {
      if (open.pop() === undefined) notes.refuse(path, 'This "end" ends nothing. Remove it.');
    } else if (DRAWING.test(text))
      notes.once(path, "Colours, styles and directions are not kept; diagrams are drawn in one style.");
    else if (/^click\b/.test(text)) notes.add("info", path, `What a click does is not kept: ${quoted(text)}`);
    else if (/^class\s/.test(text)) setClass(text, path, chart, notes);
    else readLine(text, line, open.at(-1)?.id ?? null, chart, notes);
    if (open.length > 50) notes.refuse(path, "Subgraphs are nested more than 50 levels deep.", "too_large");
  }
  const left = open.at(-1);
  if (left !== undefined)
    notes.refuse(
      pathOfLine(left.line),
      `The subgraph ${quoted(left.title)} does not end. Add "end" after its last line.`,
    );
  return chart;
}

function readComment(text: string, path: string, chart: Flowchart, notes: Notes): void {
  const own = readOwn(text);
  if (own !== undefined) chart.own.set(own.id, own.value);
  else if (/^%%\{/.test(text))
    notes.once(path, "Directives (%%{ … }%%) are not kept; diagrams are drawn in one style.");
  else if (text.replace(/^%%\s*/, "") !== "") notes.add("info", path, `This comment is not kept: ${quoted(text)}`);
}

function openSubgraph(text: string, line: number, around: Subgraph | undefined, chart: Flowchart): Subgraph {
  const rest = text.slice("subgraph".length).trim();
  const match = /^([^\s[\]"]+)\s*\[\s*(?:"([^"]*)"|([^\]]*))\s*\]$/.exec(rest);
  const words = rest.replace(/^"([^"]*)"$/, "$1");
  const id = match?.[1] ?? (words === "" ? `subgraph-${chart.subgraphs.size + 1}` : words);
  const title = decodeLabel(match?.[2] ?? match?.[3] ?? words);
  const before = chart.subgraphs.get(id);
  const subgraph = before ?? { id, title, parent: around?.id ?? null, line };
  if (before !== undefined && around !== undefined && before.parent === null) before.parent = around.id;
  chart.subgraphs.set(id, subgraph);
  return subgraph;
}

function setClass(text: string, path: string, chart: Flowchart, notes: Notes): void {
  const match = /^class\s+([^\s,]+(?:\s*,\s*[^\s,]+)*)\s+([\w-]+)$/.exec(text);
  if (match === null) {
    notes.add("warning", path, `This line is not understood and not kept: ${quoted(text)}`);
    return;
  }
  for (const id of (match[1] ?? "").split(",")) chart.nodes.get(id.trim())?.classes.push(match[2] ?? "");
}

function readLine(text: string, line: number, subgraph: string | null, chart: Flowchart, notes: Notes): void {
  const chain = readChain(text);
  if (chain === undefined) {
    notes.add("warning", pathOfLine(line), `This line is not understood and not kept: ${quoted(text)}`);
    return;
  }
  for (const mention of chain.groups.flat()) mentionNode(mention, line, subgraph, chart);
  chain.links.forEach((link, index) => {
    if (!link.isDrawn) return;
    if (!link.hasArrow)
      notes.once(pathOfLine(line), "Lines without an arrow are read as flows from the first end to the second.");
    for (const source of chain.groups[index] ?? [])
      for (const target of chain.groups[index + 1] ?? []) {
        chart.links.push({ ...link, source: source.id, target: target.id, line });
        if (chart.links.length > diagramLimits.flows)
          notes.refuse(
            pathOfLine(line),
            `The flowchart holds more than ${diagramLimits.flows} flows. Split it.`,
            "too_large",
          );
      }
  });
}

function mentionNode(mention: NodeMention, line: number, subgraph: string | null, chart: Flowchart): void {
  if (chart.subgraphs.has(mention.id)) return;
  const node = chart.nodes.get(mention.id);
  if (node === undefined) {
    chart.nodes.set(mention.id, { ...mention, classes: [...mention.classes], subgraph, line });
    return;
  }
  node.label ??= mention.label;
  node.shape ??= mention.shape;
  node.classes.push(...mention.classes);
  node.subgraph ??= subgraph;
}
