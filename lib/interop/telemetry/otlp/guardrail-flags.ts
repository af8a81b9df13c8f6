import type { EventFlags } from "../record.ts";
import { type Attributes, firstOf, numberOf, wordsOf } from "./attributes.ts";
import { FLAG_ATTRIBUTES, GUARDRAIL_ATTRIBUTES, namesOf, OOD_ATTRIBUTE } from "./conventions.ts";

type Kind = "injection" | "pii" | "secret" | "canary";
type MutableFlags = { -readonly [Flag in keyof EventFlags]: EventFlags[Flag] };

/** Words in names of risks, policies and guardrails, with the flag they mean; LLM01 and LLM02 are of the OWASP list of 2025. */
const KINDS: readonly (readonly [kind: Kind, words: RegExp])[] = [
  ["injection", /inject|jail.?break|prompt.?(?:attack|shield|guard)|\bllm01\b/i],
  ["canary", /canary|honey.?token/i],
  ["secret", /secret|credential|password|api.?key|private.?key/i],
  ["pii", /\bpii\b|\bphi\b|personal|privacy|sensitive|data.?(?:loss|leak)|\bdlp\b|\bllm02\b/i],
];

const STOPPED = new Set([
  "deny",
  "denied",
  "block",
  "blocked",
  "reject",
  "rejected",
  "refuse",
  "terminate",
  "quarantine",
]);
const OBJECTED = new Set([
  ...STOPPED,
  ...[
    "fail",
    "failed",
    "true",
    "modify",
    "modified",
    "redact",
    "redacted",
    "mask",
    "warn",
    "flag",
    "flagged",
    "escalate",
  ],
]);
const ALLOWED = new Set(["allow", "allowed", "pass", "passed", "false", "none", "safe"]);

/** Below this share of certainty a finding that was let through is noise. */
const LEAST_SCORE = 0.5;

const FINDING = namesOf(GUARDRAIL_ATTRIBUTES.finding);
const SCORE = namesOf(GUARDRAIL_ATTRIBUTES.score);
const NAME = namesOf(GUARDRAIL_ATTRIBUTES.name);
const VERDICT = namesOf(GUARDRAIL_ATTRIBUTES.verdict);
const SAID: ReadonlySet<string> = new Set([
  ...FINDING,
  ...NAME,
  ...VERDICT,
  ...Object.keys(FLAG_ATTRIBUTES),
  OOD_ATTRIBUTE,
]);
const OWN_FLAGS = Object.entries(FLAG_ATTRIBUTES);

/**
 * What guardrails said, from the attributes of a span or record and of the findings below it; undefined when nothing was seen. A named
 * finding counts unless it was allowed with a score under one half; the name of a guardrail counts only when the guardrail objected.
 * A guardrail of OpenLLMetry that FAILED has stopped the event: its default raises.
 */
export function guardrailFlags(all: readonly Attributes[]): EventFlags | undefined {
  if (!all.some(saysAnything)) return undefined;
  const flags: MutableFlags = {};
  for (const attributes of all) {
    addVerdict(flags, attributes);
    for (const [name, flag] of OWN_FLAGS) {
      const value = attributes.get(name);
      if (value === true || value === "true") flags[flag] = true;
    }
    const ood = numberOf(attributes.get(OOD_ATTRIBUTE) ?? null);
    if (ood !== undefined) flags.oodScore = ood;
  }
  return Object.keys(flags).length === 0 ? undefined : flags;
}

function saysAnything(attributes: Attributes): boolean {
  for (const name of attributes.keys()) {
    if (SAID.has(name)) return true;
  }
  return false;
}

function addVerdict(flags: MutableFlags, attributes: Attributes): void {
  const verdicts = VERDICT.flatMap((name) => {
    const value = attributes.get(name);
    return value === undefined || value === null ? [] : [wordsOf(value).toLowerCase()];
  });
  const objected = verdicts.some((verdict) => OBJECTED.has(verdict));
  if (verdicts.some((verdict) => STOPPED.has(verdict)) || attributes.get("gen_ai.guardrail.status") === "FAILED") {
    flags.blocked = true;
  }
  const score = numberOf(firstOf(attributes, SCORE)) ?? 1;
  const allowed = !objected && verdicts.some((verdict) => ALLOWED.has(verdict));
  const found = FINDING.map((name) => wordsOf(attributes.get(name) ?? null));
  if (!(allowed && score < LEAST_SCORE)) addKind(flags, found.join(" "));
  if (objected) addKind(flags, wordsOf(firstOf(attributes, NAME)));
}

function addKind(flags: MutableFlags, words: string): void {
  if (words.trim() === "") return;
  const kind = KINDS.find(([, pattern]) => pattern.test(words.replaceAll(/[_./:-]+/g, " ")))?.[0];
  if (kind !== undefined) flags[kind] = true;
}
