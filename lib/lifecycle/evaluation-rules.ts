import type { Fact, Facts } from "../kernel/fact-provider.ts";
import type { JsonValue } from "../merkle/canonical-json.ts";
import type { Criterion } from "./policy-schema.ts";
import { conditionHolds, type GateSubject, type GateTarget } from "./rules.ts";

export type AttestationFact = {
  id: string;
  criterion: string;
  evidenceIds: readonly string[];
  attestedBy: string;
  state: string;
};
export type WaiverFact = { id: string; criterion: string; state: string; expiresAt: Date };
export type EvidenceFact = { id: string; digest: string; title: string; createdBy: string | null; withdrawn: boolean };

/** Everything that a gate's decision rests on. Attestations and waivers are of this version, newest first. */
export type GateInput = {
  versionId: string;
  target: GateTarget;
  policyVersion: number;
  criteria: readonly Criterion[];
  subject: GateSubject;
  facts: Facts;
  factLabels: Readonly<Record<string, string>>;
  attestations: readonly AttestationFact[];
  waivers: readonly WaiverFact[];
  evidence: ReadonlyMap<string, EvidenceFact>;
  now: Date;
};

export type CriterionState = "satisfied" | "attested" | "waived" | "open";
export type FactResult = { id: string; label: string; fact: Fact };
export type CriterionResult = {
  criterion: Criterion;
  /** Whether it stops the gate while it is open; otherwise it advises. */
  blocking: boolean;
  state: CriterionState;
  why: string;
  facts: readonly FactResult[];
  attestationId: string | null;
  /** The waiver that counts, the newest one that lapsed, or the one that is asked for. */
  waiver: { id: string; standing: "live" | "lapsed" | "asked" } | null;
};

const MISSING: Fact = { ok: false, value: null, reason: "This fact is not computed here any more.", links: [] };
const day = (at: Date): string => at.toISOString().slice(0, 10);

function waiverOf(input: GateInput, id: string): CriterionResult["waiver"] {
  const own = input.waivers.filter(({ criterion }) => criterion === id);
  const live = own.find(({ state, expiresAt }) => state === "approved" && expiresAt > input.now);
  if (live !== undefined) return { id: live.id, standing: "live" };
  const asked = own.find(({ state, expiresAt }) => state === "open" && expiresAt > input.now);
  if (asked !== undefined) return { id: asked.id, standing: "asked" };
  const lapsed = own.find(({ state }) => state === "approved");
  return lapsed === undefined ? null : { id: lapsed.id, standing: "lapsed" };
}

function attested(input: GateInput, criterion: Criterion): { ok: boolean; id: string | null; why: string } {
  const found = input.attestations.find((each) => each.criterion === criterion.id && each.state === "active");
  if (found === undefined) {
    return {
      ok: false,
      id: null,
      why: criterion.evidence ? "Nobody has attested it with evidence." : "Nobody has attested it.",
    };
  }
  const gone = found.evidenceIds.filter((id) => input.evidence.get(id)?.withdrawn !== false);
  if (gone.length > 0) {
    const names = gone.map((id) => `“${input.evidence.get(id)?.title ?? "evidence"}”`).join(", ");
    return { ok: false, id: found.id, why: `The evidence it rested on is withdrawn: ${names}.` };
  }
  return criterion.evidence && found.evidenceIds.length === 0
    ? { ok: false, id: found.id, why: "It was attested without evidence, and evidence is demanded." }
    : { ok: true, id: found.id, why: "Attested." };
}

function judge(input: GateInput, criterion: Criterion): CriterionResult {
  const facts = criterion.facts.map((id) => ({
    id,
    label: input.factLabels[id] ?? id,
    fact: input.facts[id] ?? MISSING,
  }));
  const open = facts.filter(({ fact }) => !fact.ok);
  const waiver = waiverOf(input, criterion.id);
  const base = {
    criterion,
    blocking: criterion.blocks !== null && conditionHolds(criterion.blocks, input.subject),
    facts,
    attestationId: null,
    waiver,
  };
  const computed = criterion.facts.length > 0;
  const statement = computed ? { ok: false, id: null, why: "" } : attested(input, criterion);
  const reasons = (open.length > 0 ? open : facts).map(({ fact }) => fact.reason);
  const why = computed ? [...new Set(reasons)].join(" ") : statement.why;
  const known = { ...base, why, attestationId: statement.id };
  if (computed && open.length === 0) return { ...known, state: "satisfied" };
  if (statement.ok) return { ...known, state: "attested" };
  if (waiver?.standing === "live") return { ...known, state: "waived" };
  if (waiver?.standing !== "lapsed") return { ...known, state: "open" };
  const until = input.waivers.find(({ id }) => id === waiver.id)?.expiresAt ?? input.now;
  return { ...known, state: "open", why: `${why} Its waiver lapsed on ${day(until)}.` };
}

/** The criteria of one gate that apply to a version, in the policy's order, each with its state and why. */
export function evaluateGate(input: GateInput): CriterionResult[] {
  return input.criteria
    .filter(
      ({ enabled, gates, applies }) =>
        enabled && gates.includes(input.target) && conditionHolds(applies, input.subject),
    )
    .map((criterion) => judge(input, criterion));
}

/** The criteria that stop the gate. */
export function blockersOf(results: readonly CriterionResult[]): CriterionResult[] {
  return results.filter(({ blocking, state }) => blocking && state === "open");
}

/** People whose evidence or attestation the gate rests on. */
export function authorsOf(input: GateInput, results: readonly CriterionResult[]): Set<string> {
  const attestations = results.flatMap(({ attestationId, state }) =>
    state === "attested" ? input.attestations.filter(({ id }) => id === attestationId) : [],
  );
  const ids = attestations.flatMap(({ evidenceIds }) => evidenceIds);
  const cited = ids.map((id) => input.evidence.get(id)?.createdBy ?? null);
  const computed = results.flatMap(({ facts }) =>
    facts.flatMap(({ fact }) => (fact.ok ? (fact.evidence ?? []) : [])).map(({ createdBy }) => createdBy),
  );
  const all = [...attestations.map(({ attestedBy }) => attestedBy), ...cited, ...computed];
  return new Set(all.filter((id) => id !== null));
}

export type GateMaterial = {
  v: 1;
  versionId: string;
  target: string;
  policy: number;
  criteria: { id: string; title: string; blocking: boolean; facts: string[]; evidence: boolean }[];
  facts: Record<string, { ok: boolean; label: string; value: JsonValue }>;
  evidence: Record<string, string>;
  waivers: { id: string; criterion: string; until: string }[];
  attestations: { id: string; criterion: string; evidence: string[] }[];
};

/**
 * Exactly what somebody who approves looks at: the version of the criteria and which apply, each fact's value, the digest of
 * each piece of evidence, the waivers and the attestations that count. Its canonical JSON is what the gate's digest covers.
 */
export function materialOf(input: GateInput, results: readonly CriterionResult[]): GateMaterial {
  const counted = new Set(results.flatMap(({ state, attestationId }) => (state === "attested" ? [attestationId] : [])));
  const attestations = input.attestations.filter(({ id }) => counted.has(id));
  const live = new Set(results.flatMap(({ state, waiver }) => (state === "waived" ? [waiver?.id] : [])));
  const facts = results.flatMap((result) => result.facts);
  const cited = attestations.flatMap(({ evidenceIds }) =>
    evidenceIds.map((id) => [id, input.evidence.get(id)?.digest ?? ""] as const),
  );
  const found = facts.flatMap(({ fact }) => (fact.evidence ?? []).map(({ id, digest }) => [id, digest] as const));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    v: 1,
    versionId: input.versionId,
    target: input.target,
    policy: input.policyVersion,
    criteria: results.map(({ criterion, blocking }) => ({
      id: criterion.id,
      title: criterion.title,
      blocking,
      facts: criterion.facts,
      evidence: criterion.evidence,
    })),
    facts: Object.fromEntries(facts.map(({ id, label, fact }) => [id, { ok: fact.ok, label, value: fact.value }])),
    evidence: Object.fromEntries([...cited, ...found]),
    waivers: input.waivers
      .filter(({ id }) => live.has(id))
      .map(({ id, criterion, expiresAt }) => ({ id, criterion, until: expiresAt.toISOString() }))
      .sort(byId),
    attestations: attestations
      .map(({ id, criterion, evidenceIds }) => ({ id, criterion, evidence: [...evidenceIds].sort() }))
      .sort(byId),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function listed<Row extends { id: string; criterion: string }>(
  was: readonly Row[],
  is: readonly Row[],
  words: { gone: string; added: string },
  title: (criterion: string) => string,
): string[] {
  const gone = was.filter((row) => !is.some((other) => same(sorted(other), sorted(row))));
  const added = is.filter((row) => !was.some((other) => same(sorted(other), sorted(row))));
  return [
    ...gone.map(({ criterion }) => words.gone.replace("{}", title(criterion))),
    ...added.map(({ criterion }) => words.added.replace("{}", title(criterion))),
  ];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

/** What changed between what was looked at and what is, in sentences; empty when nothing did. */
export function differencesOf(was: GateMaterial, is: GateMaterial): string[] {
  const titles = new Map([...was.criteria, ...is.criteria].map(({ id, title }) => [id, title]));
  const title = (id: string): string => `“${titles.get(id) ?? id}”`;
  const ids = [...new Set([...Object.keys(was.facts), ...Object.keys(is.facts)])].sort();
  const facts = ids.filter(
    (id) => !same(sorted(was.facts[id]?.value), sorted(is.facts[id]?.value)) || was.facts[id]?.ok !== is.facts[id]?.ok,
  );
  const evidence = [...new Set([...Object.keys(was.evidence), ...Object.keys(is.evidence)])].filter(
    (id) => was.evidence[id] !== is.evidence[id],
  );
  const criteria = was.policy !== is.policy || !same(sorted(was.criteria), sorted(is.criteria));
  return [
    ...(criteria ? ["The criteria of this gate changed."] : []),
    ...facts.map((id) => `What “${is.facts[id]?.label ?? was.facts[id]?.label ?? id}” rests on changed.`),
    ...listed(
      was.attestations,
      is.attestations,
      { gone: "What was attested for {} no longer counts.", added: "{} was attested." },
      title,
    ),
    ...listed(
      was.waivers,
      is.waivers,
      { gone: "A waiver of {} no longer counts.", added: "A waiver of {} was granted." },
      title,
    ),
    ...(evidence.length > 0 ? ["The evidence changed."] : []),
  ];
}
