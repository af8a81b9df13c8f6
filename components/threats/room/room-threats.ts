import type { Mark } from "@/components/diagram/editor-types.ts";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { crossingOf } from "@/lib/graph/zones.ts";
import type { PredicateId } from "@/lib/knowledge/predicates.ts";
import { suggestionKey, type Suggestion } from "@/lib/graph/engine/suggestion.ts";
import { severityRank, type Severity } from "@/lib/knowledge/severity.ts";
import type { RoomThreat } from "@/lib/threats/schema.ts";
import type { Suggestions } from "./use-suggestions.ts";

/** Threats by the suggestion they were decided from. */
export function decidedBy(threats: readonly RoomThreat[]): ReadonlyMap<string, RoomThreat> {
  return new Map(
    threats.flatMap((threat) =>
      threat.libraryId === null || threat.targetId === null
        ? []
        : [[suggestionKey(threat.libraryId, threat.targetId), threat] as const],
    ),
  );
}

/** Suggestions that nobody decided about, in their order. */
export function undecided(
  suggestions: readonly Suggestion[],
  decided: ReadonlyMap<string, RoomThreat>,
): readonly Suggestion[] {
  return suggestions.filter(({ key }) => !decided.has(key));
}

function isReason(value: unknown): value is { predicate: PredicateId; words: string } {
  return typeof value === "object" && value !== null && "predicate" in value && "words" in value;
}

/** Why threats that people took on no longer have a cause, by the id of the threat. */
export function causesOf(suggestions: Suggestions | null, threats: readonly RoomThreat[]): ReadonlyMap<string, string> {
  if (suggestions === null) return new Map();
  const taken = threats.filter(
    ({ state }) => state === "accepted" || state === "mitigated" || state === "accepted_risk",
  );
  const byKey = decidedBy(taken);
  const accepted = [...byKey].map(([key, { because }]) => ({ key, reasons: because.filter(isReason) }));
  return new Map(
    suggestions.gone(accepted).flatMap(({ key, why }) => {
      const threat = byKey.get(key);
      return threat === undefined ? [] : [[threat.id, why] as const];
    }),
  );
}

/**
 * Whether a suggestion is counted on the drawing before anybody decided: it fires, and on a flow only where it crosses a boundary
 * and is severe; everything else waits in the panel, so that the drawing stays readable.
 */
function isShown({ status, target, targetId, severity }: Suggestion, diagram: Diagram): boolean {
  if (status !== "fires") return false;
  if (target === "element") return true;
  const flow = diagram.flow.get(targetId);
  return flow !== undefined && severityRank(severity) >= SEVERE && crossingOf(diagram, flow) !== null;
}

const SEVERE = severityRank("high");

/** What each element and flow shows: how much is open about it, the worst of it, and whether anybody looked. */
export function marksOf(
  suggestions: readonly Suggestion[],
  threats: readonly RoomThreat[],
  diagram: Diagram,
): ReadonlyMap<string, Mark> {
  const decided = decidedBy(threats);
  const open = new Map<string, Severity[]>();
  const put = (id: string, severity: Severity): void => {
    const known = open.get(id);
    if (known === undefined) open.set(id, [severity]);
    else known.push(severity);
  };
  const looked = new Set(threats.flatMap(({ targetId }) => targetId ?? []));
  for (const suggestion of suggestions) {
    if (!decided.has(suggestion.key) && isShown(suggestion, diagram)) put(suggestion.targetId, suggestion.severity);
  }
  for (const { targetId, state, severity } of threats) {
    if (targetId !== null && (state === "accepted" || state === "suggested")) put(targetId, severity);
  }
  const ids = [...diagram.element.keys(), ...diagram.flow.keys()];
  return new Map(
    ids.map((id) => {
      const severities = open.get(id) ?? [];
      const worst = severities.toSorted((a, b) => severityRank(b) - severityRank(a))[0] ?? null;
      return [id, { count: severities.length, severity: worst, looked: looked.has(id) || severities.length === 0 }];
    }),
  );
}

type Looked = { suggestions: Suggestions | null; threats: readonly RoomThreat[]; diagram: Diagram };

/** What a vote would be about: the worst open threat of what is selected, else what the panel asks to decide first; null without one. */
export function subjectOf({ suggestions, threats, diagram }: Looked, id: string | null) {
  if (id === null) return null;
  const about = diagram.element.get(id)?.name ?? diagram.flow.get(id)?.name ?? "";
  const threat = threats
    .filter(({ targetId, state }) => targetId === id && state === "accepted")
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))[0];
  if (threat !== undefined) return { title: threat.title, threatId: threat.id, about };
  const decided = decidedBy(threats);
  const worst = suggestions?.all.find(({ key, targetId }) => targetId === id && !decided.has(key));
  if (worst === undefined) return null;
  return { title: suggestions?.threat(worst.threatId)?.title ?? worst.threatId, threatId: null, about };
}
