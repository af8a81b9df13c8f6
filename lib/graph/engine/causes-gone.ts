import type { PredicateId } from "../../knowledge/predicates.ts";
import { elementKinds } from "../kinds.ts";
import type { Suggester } from "./suggester.ts";
import { parseSuggestionKey, weigh } from "./suggestion.ts";

/** A threat that people accepted, with the facts it fired on when they did (`Suggestion.reasons`). */
export type AcceptedThreat = { key: string; reasons: readonly { predicate: PredicateId; words: string }[] };

/** Why an accepted threat no longer has a cause. `changes` holds what was so, and what is now; null when it is not about a fact. */
export type CauseGone = {
  key: string;
  why: string;
  changes: readonly { predicate: PredicateId; was: string | null; now: string }[];
};

function withoutTarget(suggester: Suggester, threatId: string, targetId: string): string | null {
  const { element, flow } = suggester.diagram;
  const target = element.get(targetId) ?? flow.get(targetId);
  if (target === undefined) return "What it is about was removed from the diagram.";
  if (target.outOfScope !== null) return `What it is about is out of scope now: ${target.outOfScope}`;
  const threat = suggester.threats.get(threatId);
  if (threat === undefined) return "No pack that is switched on holds this threat any more.";
  const type = suggester.assetTypeOf(targetId);
  if (type === null || threat.about.includes(type)) return null;
  const word = type === "data_flow" ? "flow" : elementKinds[type].label;
  return `What it is about is of another kind now: ${word}.`;
}

function sinceFacts(
  suggester: Suggester,
  { key, reasons }: AcceptedThreat,
  ids: { threatId: string; targetId: string },
) {
  const threat = suggester.threats.get(ids.threatId);
  if (threat === undefined) return null;
  const { failing } = weigh(threat, ids.targetId, suggester.knowing);
  if (failing.length === 0) return null;
  const changes = failing.map((fact) => ({
    predicate: fact.predicate,
    was: reasons.find(({ predicate }) => predicate === fact.predicate)?.words ?? null,
    now: fact.words,
  }));
  const parts = changes.filter(({ was }) => was !== null);
  const words = (parts.length > 0 ? parts : changes).map(({ was, now }) =>
    was === null ? now : `was: ${was}; now: ${now}`,
  );
  return { key, why: `What made it apply is no longer so. ${words.join(". ")}.`, changes };
}

/**
 * Accepted threats whose conditions no longer hold, with what changed; nothing disappears in silence. Threats that are only to
 * be confirmed now still have a cause. Keys that are no suggestion's are left out. In the order given.
 */
export function causesGone(suggester: Suggester, accepted: readonly AcceptedThreat[]): CauseGone[] {
  return accepted.flatMap((threat) => {
    const ids = parseSuggestionKey(threat.key);
    if (ids === null) return [];
    const why = withoutTarget(suggester, ids.threatId, ids.targetId);
    if (why !== null) return [{ key: threat.key, why, changes: [] }];
    const gone = sinceFacts(suggester, threat, ids);
    return gone === null ? [] : [gone];
  });
}
