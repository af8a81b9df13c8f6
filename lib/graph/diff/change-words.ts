import type { Diagram } from "../diagram.ts";
import { elementKinds, trustLevels } from "../kinds.ts";
import type { Answer, DiagramElement, Flow, Zone } from "../schema.ts";

/** Names as a person would list them: "A", "A and B", "A, B and C". */
export function listWords(names: readonly string[], joint: "and" | "or" = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${joint} ${names.at(-1) ?? ""}`;
}

/** The name of a zone, or that it is none. */
export function zoneWords(diagram: Diagram, zoneId: string | null): string {
  if (zoneId === null) return "outside of every zone";
  return diagram.zone.get(zoneId)?.name ?? "a zone that is gone";
}

/** From one place to another: "from Bank network to Assistant platform", "out of Bank network", "into Bank network". */
export function moveWords(from: { diagram: Diagram; zoneId: string | null }, to: typeof from): string {
  if (from.zoneId === null) return `into ${zoneWords(to.diagram, to.zoneId)}`;
  if (to.zoneId === null) return `out of ${zoneWords(from.diagram, from.zoneId)}, to outside of every zone`;
  return `from ${zoneWords(from.diagram, from.zoneId)} to ${zoneWords(to.diagram, to.zoneId)}`;
}

/** A trust level in words, small: "protected". */
export function trustWords(trust: number): string {
  const words: Readonly<Record<number, string>> = trustLevels;
  return (words[trust] ?? String(trust)).toLowerCase();
}

/** An element's kind in words: "Retrieval store". */
export function kindWords(element: DiagramElement): string {
  return elementKinds[element.kind].label;
}

/** The ends of a flow: "Customer to Gateway", with both directions "between Customer and Gateway". */
export function endsWords(diagram: Diagram, flow: Flow): string {
  const name = (id: string): string => diagram.element.get(id)?.name ?? "something that is gone";
  const [source, target] = [name(flow.sourceId), name(flow.targetId)];
  return flow.bidirectional ? `between ${source} and ${target}` : `from ${source} to ${target}`;
}

/** A flow as the subject of a sentence: "The flow “question” from Customer to Gateway". */
export function flowWords(diagram: Diagram, flow: Flow): string {
  return `The flow ${flow.name === "" ? "" : `“${flow.name}” `}${endsWords(diagram, flow)}`;
}

/** Zones by name: "Bank network and Model serving". */
export function zoneList(zones: readonly Zone[]): string {
  return listWords(zones.map(({ name }) => name));
}

/** Text that fits into a sentence. */
export function shortWords(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79).trimEnd()}…`;
}

/** The id of a question as words: "node.internet_exposed" is "internet exposed". */
function questionWords(id: string): string {
  return id.replace(/^(?:node|flow)\./, "").replaceAll("_", " ");
}

type Answers = Readonly<Record<string, Answer>>;

/** The answers that differ: "internet exposed is yes (was not answered)". */
export function answerWords(before: Answers, after: Answers): string {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const say = (answer: Answer | undefined): string =>
    answer === undefined || answer === "unknown" ? "not answered" : answer;
  const differing = ids.filter((id) => say(before[id]) !== say(after[id]));
  return listWords(differing.map((id) => `${questionWords(id)} is ${say(after[id])} (was ${say(before[id])})`));
}
