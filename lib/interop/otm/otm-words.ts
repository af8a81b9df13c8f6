import { type ElementKind, elementKindNames, type TrustLevel } from "../../graph/kinds.ts";
import type { DraftMitigationState, DraftThreatState } from "../threat-model/draft.ts";

const kinds: readonly [RegExp, ElementKind][] = [
  [/vector|embedding|pinecone|opensearch|retriev/i, "rag_store"],
  [/sagemaker|bedrock|inference|\bllm\b|model-serving/i, "inference_endpoint"],
  [/cloudwatch|cloudtrail|\blog(?:s|ging)?\b|telemetry|monitor/i, "logs"],
  [/database|postgres|mysql|mongo|\brds\b|dynamo|\bs3\b|bucket|storage|redis|\bdb\b|sql|blob|-store\b/i, "store"],
  [/client|browser|\buser\b|\bactor\b|mobile|person|external/i, "actor"],
];

/** The kind that an OTM component type stands for; `isOwn` = it is the name of one. */
export function kindOf(type: string): { kind: ElementKind; isOwn: boolean } {
  const own = elementKindNames.find((name) => name === type.replaceAll("-", "_"));
  if (own !== undefined) return { kind: own, isOwn: true };
  return { kind: kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "process", isOwn: false };
}

/** OTM's trust goes from 0 to 100 in figures, ours from 0 to 4 in levels. */
export function trustFrom(rating: number): TrustLevel {
  return Math.min(4, Math.max(0, Math.round(rating / 25))) as TrustLevel;
}

/** OTM's likelihood and impact go from 0 to 100, ours from 1 to 5. */
export function levelFrom(figure: number): number {
  return Math.min(5, Math.max(1, Math.round(figure / 20)));
}

export const threatWords = {
  suggested: "exposed",
  accepted: "exposed",
  mitigated: "mitigated",
  accepted_risk: "accepted",
  not_applicable: "not-applicable",
} as const satisfies Record<DraftThreatState, string>;

/** The state that an OTM word stands for; undefined for a word that nobody knows. */
export function threatStateOf(word: string): DraftThreatState | undefined {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  if (/^(?:exposed|open|part(?:ly|ially)mitigated|new|tobereviewed)$/.test(plain)) return "accepted";
  if (/^(?:mitigated|resolved|closed)$/.test(plain)) return "mitigated";
  if (/^(?:accepted|acceptedrisk|riskaccepted)$/.test(plain)) return "accepted_risk";
  if (/^(?:notapplicable|na|hidden|falsepositive)$/.test(plain)) return "not_applicable";
  return plain === "suggested" ? "suggested" : undefined;
}

export const mitigationWords = {
  planned: "required",
  in_progress: "in-progress",
  in_place: "implemented",
  rejected: "rejected",
} as const satisfies Record<DraftMitigationState, string>;

/** The state that an OTM word stands for; undefined for a word that nobody knows. */
export function mitigationStateOf(word: string): DraftMitigationState | undefined {
  const plain = word.toLowerCase().replace(/[^a-z]/g, "");
  if (/^(?:required|recommended|planned|proposed|todo)$/.test(plain)) return "planned";
  if (/^(?:inprogress|started|partial|partly)$/.test(plain)) return "in_progress";
  if (/^(?:implemented|inplace|done|verified|active)$/.test(plain)) return "in_place";
  return /^(?:rejected|notapplicable|na|wontdo)$/.test(plain) ? "rejected" : undefined;
}
