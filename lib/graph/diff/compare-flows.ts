import type { Diagram } from "../diagram.ts";
import type { Flow, Zone } from "../schema.ts";
import { crossingOf, trustAt } from "../zones.ts";
import { endsWords, flowWords, listWords, shortWords, zoneList } from "./change-words.ts";
import { answersSaid, scopeWords } from "./compare-elements.ts";
import { changeOf, pairsOf, type Said, type Versions } from "./compared.ts";
import type { Change } from "./schema.ts";

type Borders = { left: readonly Zone[]; entered: readonly Zone[] };

function bordersOf(diagram: Diagram, flow: Flow): Borders {
  return crossingOf(diagram, flow) ?? { left: [], entered: [] };
}

function without(zones: readonly Zone[], others: readonly Zone[]): Zone[] {
  return zones.filter((zone) => !others.some(({ id }) => id === zone.id));
}

type Verbs = { enter: string; leave: string; joint?: "and" | "or" };

/** "enters Bank network and leaves Assistant platform"; empty when it crosses nothing. */
function borderWords({ entered, left }: Borders, verbs: Verbs = { enter: "enters", leave: "leaves" }): string {
  const parts = [
    ...(entered.length === 0 ? [] : [`${verbs.enter} ${zoneList(entered)}`]),
    ...(left.length === 0 ? [] : [`${verbs.leave} ${zoneList(left)}`]),
  ];
  return listWords(parts, verbs.joint);
}

/** Whether data comes from a place that is trusted less than where it goes. */
function climbs(diagram: Diagram, flow: Flow): boolean {
  const at = (id: string): number => trustAt(diagram.zone, diagram.element.get(id)?.zoneId ?? null);
  const [source, target] = [at(flow.sourceId), at(flow.targetId)];
  return source < target || (flow.bidirectional && target < source);
}

/** Zones whose border the flow crosses in one version only. Being added around a flow counts as gained. */
function exposure({ before, after }: Versions, was: Flow, is: Flow): Said[] {
  const [from, to] = [bordersOf(before, was), bordersOf(after, is)];
  const gained = { left: without(to.left, from.left), entered: without(to.entered, from.entered) };
  const lost = { left: without(from.left, to.left), entered: without(from.entered, to.entered) };
  const [now, noMore] = [borderWords(gained), borderWords(lost, { enter: "enters", leave: "leaves", joint: "or" })];
  if (now === "" && noMore === "") return [];
  const parts = [...(now === "" ? [] : [`now ${now}`]), ...(noMore === "" ? [] : [`no longer ${noMore}`])];
  const words = `${flowWords(after, is)} ${parts.join(", and ")}`;
  return [{ kind: "exposure", weight: climbs(after, is) ? "high" : "medium", words }];
}

function described(after: Diagram, was: Flow, is: Flow): Said[] {
  const said: Said[] = [];
  const subject = flowWords(after, is);
  if (was.protocol !== is.protocol) {
    const now = is.protocol === "" ? "no longer states its protocol" : `now uses ${shortWords(is.protocol)}`;
    said.push({ kind: "described", weight: "medium", words: `${subject} ${now}` });
  }
  if (was.description !== is.description) {
    said.push({ kind: "described", weight: "low", words: `${subject} is described in other words` });
  }
  return said;
}

function differences(versions: Versions, was: Flow, is: Flow): Said[] {
  const { before, after } = versions;
  const subject = flowWords(after, is);
  const said: (Said | null)[] = [];
  if (was.name !== is.name) {
    const words = `${subject} was called ${was.name === "" ? "nothing" : `“${was.name}”`} before`;
    said.push({ kind: "renamed", weight: "low", words });
  }
  if (was.sourceId !== is.sourceId || was.targetId !== is.targetId) {
    const words = `${subject} went ${endsWords(before, was)} before`;
    said.push({ kind: "rerouted", weight: "high", words });
  } else if (was.bidirectional !== is.bidirectional) {
    const words = `${subject} goes ${is.bidirectional ? "both ways" : "one way only"} now`;
    said.push({ kind: "rerouted", weight: "medium", words });
  }
  said.push(...exposure(versions, was, is));
  const name = subject.replace(/^The/, "the");
  said.push(scopeWords(name, was.outOfScope, is.outOfScope), answersSaid(name, was.answers, is.answers));
  return [...said, ...described(after, was, is)]
    .filter((each) => each !== null)
    .map((each) => ({ ...each, words: each.words.replace(/^the/, "The") }));
}

function lifeWords(diagram: Diagram, flow: Flow, verb: "added" | "removed"): Said {
  const verbs = verb === "added" ? { enter: "enters", leave: "leaves" } : { enter: "entered", leave: "left" };
  const borders = borderWords(bordersOf(diagram, flow), verbs);
  const words = `${flowWords(diagram, flow)} was ${verb}${borders === "" ? "" : `; it ${borders}`}`;
  return { kind: verb, weight: climbs(diagram, flow) && verb === "added" ? "high" : "medium", words };
}

/** What became of the flows of a diagram, and which borders they cross now and did not before. */
export function compareFlows(versions: Versions): Change[] {
  const { before, after, diagramId } = versions;
  const { added, removed, both } = pairsOf(before.flow, after.flow);
  const about = (diagram: Diagram, flow: Flow) => ({
    part: "flow" as const,
    id: flow.id,
    diagramId,
    name: flow.name === "" ? `Flow ${endsWords(diagram, flow)}` : flow.name,
  });
  return [
    ...added.map((flow) => changeOf(about(after, flow), lifeWords(after, flow, "added"))),
    ...removed.map((flow) => changeOf(about(before, flow), lifeWords(before, flow, "removed"))),
    ...both.flatMap(({ was, is }) => differences(versions, was, is).map((said) => changeOf(about(after, is), said))),
  ];
}
