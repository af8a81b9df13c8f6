import { shortWords } from "./change-words.ts";
import { changeOf, pairsOf, type Said } from "./compared.ts";
import type { Change } from "./schema.ts";
import type { ComparedModel, ComparedThreat, ThreatSeverity } from "./substance.ts";

const ranks: Readonly<Record<ThreatSeverity, number>> = { low: 1, medium: 2, high: 3, critical: 4 };
const rank = (severity: ThreatSeverity | null): number => (severity === null ? 0 : ranks[severity]);
const rated = (severity: ThreatSeverity | null): string => severity ?? "not rated";

/** Something by its id, in one version: "Vector index". */
type NameOf = (id: string) => string | undefined;

function namesOf(model: ComparedModel): NameOf {
  const names = new Map<string, string>();
  for (const { content } of model.diagrams) {
    for (const { id, name } of [...content.zones, ...content.elements]) names.set(id, name);
    for (const { id, name } of content.flows) names.set(id, name === "" ? "a flow" : `the flow “${name}”`);
  }
  return (id) => names.get(id);
}

function aboutWords(nameOf: NameOf, id: string | null): string {
  return id === null ? "the whole system" : (nameOf(id) ?? "something that is gone");
}

function severitySaid(threat: string, word: string, was: ThreatSeverity | null, is: ThreatSeverity | null): Said[] {
  if (was === is) return [];
  const words = `${word} of “${threat}” is now ${rated(is)} (was ${rated(was)})`;
  const isWorse = is === null || (rank(is) > rank(was) && (was !== null || rank(is) >= ranks.high));
  return [{ kind: "severity", weight: isWorse ? "high" : "medium", words }];
}

function differences(names: { was: NameOf; is: NameOf }, was: ComparedThreat, is: ComparedThreat): Said[] {
  const said: Said[] = [];
  const title = shortWords(is.title);
  if (was.title !== is.title) {
    const words = `The threat “${shortWords(was.title)}” is now called “${title}”`;
    said.push({ kind: "renamed", weight: "low", words });
  }
  if (was.state !== is.state) {
    const say = (state: string): string => state.replaceAll("_", " ");
    said.push({ kind: "state", weight: "high", words: `“${title}” is now ${say(is.state)} (was ${say(was.state)})` });
  }
  said.push(...severitySaid(title, "The severity", was.severity, is.severity));
  said.push(...severitySaid(title, "The residual severity", was.residual, is.residual));
  if (was.aboutId !== is.aboutId) {
    const now = aboutWords(names.is, is.aboutId);
    const words = `“${title}” is now about ${now} (was about ${aboutWords(names.was, was.aboutId)})`;
    said.push({ kind: "about", weight: "medium", words });
  }
  return said;
}

/** Which threats were gained, lost, decided on or rated anew. */
export function compareThreats(before: ComparedModel, after: ComparedModel): Change[] {
  const byId = ({ threats }: ComparedModel) => new Map(threats.map((threat) => [threat.id, threat]));
  const { added, removed, both } = pairsOf(byId(before), byId(after));
  const names = { was: namesOf(before), is: namesOf(after) };
  const subject = ({ id, title }: ComparedThreat) => ({ part: "threat" as const, id, diagramId: null, name: title });
  return [
    ...added.map((threat) => {
      const severe = rank(threat.severity) >= ranks.high;
      const rating = threat.severity === null ? "" : `, ${threat.severity}`;
      const words = `New threat “${shortWords(threat.title)}” to ${aboutWords(names.is, threat.aboutId)}${rating}`;
      return changeOf(subject(threat), { kind: "added", weight: severe ? "high" : "medium", words });
    }),
    ...removed.map((threat) => {
      const words = `The threat “${shortWords(threat.title)}” to ${aboutWords(names.was, threat.aboutId)} is gone`;
      return changeOf(subject(threat), { kind: "removed", weight: "high", words });
    }),
    ...both.flatMap(({ was, is }) => differences(names, was, is).map((said) => changeOf(subject(is), said))),
  ];
}
