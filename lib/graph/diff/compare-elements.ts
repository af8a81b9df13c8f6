import type { Diagram } from "../diagram.ts";
import type { DiagramElement } from "../schema.ts";
import { trustAt } from "../zones.ts";
import { answerWords, kindWords, moveWords, shortWords, trustWords, zoneWords } from "./change-words.ts";
import { changeOf, pairsOf, type Said, type Versions } from "./compared.ts";
import type { Change } from "./schema.ts";
import { givenAnswers, saysTheSame } from "./substance.ts";

function moved({ before, after }: Versions, was: DiagramElement, is: DiagramElement): Said[] {
  const [from, to] = [trustAt(before.zone, was.zoneId), trustAt(after.zone, is.zoneId)];
  if (was.zoneId !== is.zoneId) {
    const way = moveWords({ diagram: before, zoneId: was.zoneId }, { diagram: after, zoneId: is.zoneId });
    const trust = from === to ? "" : `: ${trustWords(to)} instead of ${trustWords(from)}`;
    return [{ kind: "moved", weight: "high", words: `${is.name} moved ${way}${trust}` }];
  }
  if (from === to) return [];
  const where = `${is.name} lies in ${zoneWords(after, is.zoneId)}, which is now`;
  const words = `${where} ${trustWords(to)} (was ${trustWords(from)})`;
  return [{ kind: "exposure", weight: to < from ? "high" : "medium", words }];
}

function bindingWords(was: DiagramElement, is: DiagramElement): string {
  const record = (element: DiagramElement): string => (element.bound?.type ?? "").replaceAll("_", " ");
  if (is.bound === null) return `${is.name} no longer stands for a ${record(was)} of the inventory`;
  if (was.bound === null) return `${is.name} now stands for a ${record(is)} of the inventory`;
  return `${is.name} now stands for another ${record(is)} of the inventory`;
}

/** Words for something that is looked at, or no longer is, and why. Null when that did not change. */
export function scopeWords(name: string, was: string | null, is: string | null): Said | null {
  if (was === is) return null;
  if (is === null) return { kind: "scope", weight: "medium", words: `${name} is looked at again` };
  const why = `: ${shortWords(is)}`;
  if (was === null) return { kind: "scope", weight: "high", words: `${name} is no longer looked at${why}` };
  return { kind: "scope", weight: "low", words: `Why ${name} is not looked at changed${why}` };
}

/** Words for answers that changed, null when none did. */
export function answersSaid(name: string, was: DiagramElement["answers"], is: DiagramElement["answers"]): Said | null {
  if (saysTheSame(givenAnswers(was), givenAnswers(is))) return null;
  return { kind: "answers", weight: "medium", words: `Answers about ${name}: ${answerWords(was, is)}` };
}

function described(was: DiagramElement, is: DiagramElement): Said[] {
  const said: Said[] = [];
  if (was.technology !== is.technology) {
    const now = is.technology === "" ? "no longer stated" : shortWords(is.technology);
    said.push({ kind: "described", weight: "low", words: `The technology of ${is.name} is ${now}` });
  }
  if (was.description !== is.description) {
    said.push({ kind: "described", weight: "low", words: `The description of ${is.name} changed` });
  }
  return said;
}

function differences(versions: Versions, was: DiagramElement, is: DiagramElement): Said[] {
  const said: (Said | null)[] = [];
  if (was.name !== is.name)
    said.push({ kind: "renamed", weight: "low", words: `${was.name} is now called ${is.name}` });
  said.push(...moved(versions, was, is));
  if (was.kind !== is.kind) {
    const words = `${is.name} is now drawn as ${kindWords(is)} (was ${kindWords(was)})`;
    said.push({ kind: "kind", weight: "medium", words });
  }
  if (!saysTheSame(was.bound, is.bound)) {
    said.push({ kind: "binding", weight: "medium", words: bindingWords(was, is) });
  }
  said.push(scopeWords(is.name, was.outOfScope, is.outOfScope), answersSaid(is.name, was.answers, is.answers));
  said.push(...described(was, is));
  return said.filter((each) => each !== null);
}

/** What became of the elements of a diagram, and of the trust of where they lie. */
export function compareElements(versions: Versions): Change[] {
  const { added, removed, both } = pairsOf(versions.before.element, versions.after.element);
  const about = ({ id, name }: DiagramElement) => ({
    part: "element" as const,
    id,
    diagramId: versions.diagramId,
    name,
  });
  const place = (word: string, diagram: Diagram, { zoneId }: DiagramElement): string =>
    zoneId === null ? "" : ` ${word} ${zoneWords(diagram, zoneId)}`;
  return [
    ...added.map((element) => {
      const words = `${element.name} (${kindWords(element)}) was added${place("in", versions.after, element)}`;
      return changeOf(about(element), { kind: "added", weight: "high", words });
    }),
    ...removed.map((element) => {
      const words = `${element.name} (${kindWords(element)}) was removed${place("from", versions.before, element)}`;
      return changeOf(about(element), { kind: "removed", weight: "high", words });
    }),
    ...both.flatMap(({ was, is }) => differences(versions, was, is).map((said) => changeOf(about(is), said))),
  ];
}
