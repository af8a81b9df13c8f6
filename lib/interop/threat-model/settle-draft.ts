import { diagramLimits } from "../../graph/kinds.ts";
import { type ImportProblem, quoted, UnreadableImportError } from "../import-problem.ts";
import type { ThreatModelDraft } from "./draft.ts";

/** How much one file may bring beside its diagrams' parts. */
const draftLimits = {
  assumptions: diagramLimits.assumptions,
  threats: 5_000,
  mitigations: 5_000,
  diagrams: 100,
} as const;

/**
 * A draft in which every id names one thing and every reference leads to one: whatever does not is left out and told.
 * States that need a reason have one. Throws UnreadableImportError (`too_large`) above the limits of a draft.
 */
export function settleDraft(draft: ThreatModelDraft): ThreatModelDraft {
  refuseMany(draft);
  const notes: ImportProblem[] = [];
  const tell = (message: string) => notes.push({ severity: "warning", path: "", line: 1, column: 1, message });
  const parts = new Set<string>();
  const diagrams = draft.diagrams.map((diagram) => {
    const { zones, elements, flows } = diagram.content;
    const isNew = ({ externalId }: { externalId: string }) => {
      if (!parts.has(externalId)) return Boolean(parts.add(externalId));
      tell(`The id ${quoted(externalId)} stands twice; the second part of that name is not kept.`);
      return false;
    };
    const content = { zones: zones.filter(isNew), elements: elements.filter(isNew), flows: flows.filter(isNew) };
    return { ...diagram, content };
  });
  const mitigations = once(draft.mitigations, "mitigation", tell);
  const known = new Set(mitigations.map(({ externalId }) => externalId));
  const threats = once(draft.threats, "threat", tell).map((threat) => {
    const targets = [...new Set(threat.targets)].filter((id) => parts.has(id));
    const kept = [...new Set(threat.mitigations)].filter((id) => known.has(id));
    if (targets.length < threat.targets.length || kept.length < threat.mitigations.length)
      tell(
        `The threat ${quoted(threat.title)} names parts or mitigations that the file does not hold; it is kept without them.`,
      );
    const needsReason = threat.state === "accepted_risk" || threat.state === "not_applicable";
    const stateReason =
      needsReason && threat.stateReason === "" ? "The imported file states no reason." : threat.stateReason;
    return { ...threat, targets, mitigations: kept, stateReason };
  });
  const assumptions = once(draft.assumptions, "assumption", tell).map((assumption) => ({
    ...assumption,
    aboutId: assumption.aboutId !== null && parts.has(assumption.aboutId) ? assumption.aboutId : null,
  }));
  return { ...draft, diagrams, mitigations, threats, assumptions, notCarried: [...draft.notCarried, ...notes] };
}

function once<T extends { externalId: string }>(
  things: readonly T[],
  noun: string,
  tell: (message: string) => void,
): T[] {
  const met = new Set<string>();
  return things.filter(({ externalId }) => {
    if (!met.has(externalId)) return Boolean(met.add(externalId));
    tell(`The id ${quoted(externalId)} stands twice; the second ${noun} of that name is not kept.`);
    return false;
  });
}

function refuseMany(draft: ThreatModelDraft): void {
  for (const key of ["assumptions", "threats", "mitigations", "diagrams"] as const) {
    const count = draft[key].length;
    if (count <= draftLimits[key]) continue;
    const message = `The model holds ${count} ${key}; at most ${draftLimits[key]} are possible. Split it.`;
    throw new UnreadableImportError("too_large", [{ severity: "error", path: "", line: 1, column: 1, message }]);
  }
}
