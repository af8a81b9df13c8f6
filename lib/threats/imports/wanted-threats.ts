import { createHash } from "node:crypto";
import type { ImportProblem } from "../../interop/import-problem.ts";
import { quoted } from "../../interop/import-problem.ts";
import type { DraftMitigation, DraftThreat, ThreatModelDraft } from "../../interop/threat-model/draft.ts";
import { uuidOf } from "../../interop/threat-composer/uuid-of.ts";
import { grammarFrom, isGrammarCut, linddunWords, mitigationFrom, strideWords } from "../draft-words.ts";
import type { Mitigation, ThreatDto } from "../register/schema.ts";
import { isInPlace } from "../register/rules.ts";
import type { Severity } from "../../knowledge/severity.ts";

/** A threat as a file wants it in the register: about one part, or about everything. */
export type WantedThreat = {
  externalId: string;
  targetKey: string | null;
  title: string;
  description: string;
  grammar: ThreatDto["grammar"];
  stride: string[];
  linddun: string[];
  refs: string[];
  severity: Severity | null;
  likelihood: number | null;
  impact: number | null;
  state: DraftThreat["state"];
  stateReason: string;
  mitigations: Mitigation[];
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const REFERENCE = /^(?:AML\.[TM]\d{4}(?:\.\d{3})?|[A-Z]{2,5}\d{2}:\d{4})$/;
const LONGEST_ID = 300;
const MOST_MITIGATIONS = 50;
const LONGEST_TEXT = 50_000;

/** The name of a threat's row about one of several targets. */
function rowId(id: string, target: string): string {
  const name = `${id}@${target}`;
  return name.length <= LONGEST_ID ? name : `sha256:${createHash("sha256").update(name).digest("hex")}`;
}

function mitigationOf({ externalId, title, description, state }: DraftMitigation): Mitigation {
  const rejected = state === "rejected" ? "Rejected in the imported file. " : "";
  const running = state === "in_progress" ? "In progress. " : "";
  return {
    id: UUID.test(externalId) ? externalId : uuidOf(externalId),
    title,
    state: mitigationFrom[state],
    controlId: null,
    note: `${rejected}${running}${description.replace(/\s+/g, " ")}`.trim().slice(0, 1000),
  };
}

/** What has no field of its own in the register, said at the end of the description. */
function wordsOf(threat: DraftThreat): string {
  const others = threat.references.filter((reference) => !REFERENCE.test(reference));
  const more = [
    others.length === 0 ? "" : `References: ${others.join(", ")}`,
    threat.score === null ? "" : `Score in the imported file: ${threat.score}`,
  ].filter((line) => line !== "" && !threat.description.includes(line));
  return [threat.description, ...more]
    .filter((text) => text !== "")
    .join("\n\n")
    .slice(0, LONGEST_TEXT);
}

function stateReasonOf({ state, stateReason }: DraftThreat, mitigations: readonly Mitigation[]): string {
  if (state === "accepted_risk") return `In the imported file the risk is accepted: ${stateReason}`.slice(0, 2000);
  if (state === "mitigated" && stateReason === "" && !mitigations.some(isInPlace))
    return "The imported file says that it is mitigated.";
  return stateReason;
}

/** What the register keeps otherwise than the file says it; one note for each threat and reason. */
function notesOf(threat: DraftThreat, mitigations: number): string[] {
  const name = quoted(threat.title);
  const rated = threat.likelihood !== null && threat.impact !== null;
  return [
    threat.severity === null && !rated ? `${name} states no severity; a new threat gets "medium".` : "",
    threat.state === "accepted_risk"
      ? `${name} is an accepted risk in the file. Here that needs a second person and an end, so a new threat is "to be treated", with the reason noted.`
      : "",
    isGrammarCut(threat.grammar) ? `${name} says its parts at more length than the register keeps; they are cut.` : "",
    mitigations > MOST_MITIGATIONS
      ? `${name} has ${mitigations} mitigations; the first ${MOST_MITIGATIONS} are kept.`
      : "",
  ].filter((note) => note !== "");
}

function wantedOf(
  threat: DraftThreat,
  known: ReadonlyMap<string, DraftMitigation>,
): Omit<WantedThreat, "externalId" | "targetKey"> {
  const mitigations = threat.mitigations
    .flatMap((id) => known.get(id) ?? [])
    .slice(0, MOST_MITIGATIONS)
    .map(mitigationOf);
  return {
    title: threat.title,
    description: wordsOf(threat),
    grammar: grammarFrom(threat.grammar),
    stride: threat.stride.map((name) => strideWords[name]),
    linddun: threat.linddun.map((name) => linddunWords[name]),
    refs: threat.references.filter((reference) => REFERENCE.test(reference)),
    severity: threat.severity,
    likelihood: threat.likelihood,
    impact: threat.impact,
    state: threat.state,
    stateReason: stateReasonOf(threat, mitigations),
    mitigations,
  };
}

/** The rows of the register that a draft comes to: one for each target of a threat, and what is kept otherwise than it is said. */
export function wantedThreats(draft: ThreatModelDraft): { threats: WantedThreat[]; notes: ImportProblem[] } {
  const known = new Map(draft.mitigations.map((mitigation) => [mitigation.externalId, mitigation]));
  const threats = draft.threats.flatMap((threat) => {
    const wanted = wantedOf(threat, known);
    const { externalId, targets } = threat;
    if (targets.length <= 1) return [{ ...wanted, externalId, targetKey: targets[0] ?? null }];
    return targets.map((target) => ({ ...wanted, externalId: rowId(externalId, target), targetKey: target }));
  });
  const notes = draft.threats.flatMap((threat) =>
    notesOf(threat, threat.mitigations.length).map((message) => ({
      severity: "info" as const,
      path: "",
      line: 1,
      message,
    })),
  );
  return { threats, notes };
}
