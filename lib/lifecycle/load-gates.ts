import type { Evidence, GateAttestation, GateRequest, GateWaiver, Tx } from "../db/types.ts";
import { evidenceById } from "../evidence/queries/evidence-by-id.ts";
import type { VersionOfModel } from "../inventory/queries/gate-versions.ts";
import type { Facts } from "../kernel/fact-provider.ts";
import { defaultCriteria } from "./default-criteria.ts";
import {
  evaluateGate,
  materialOf,
  type CriterionResult,
  type EvidenceFact,
  type GateInput,
  type GateMaterial,
} from "./evaluation-rules.ts";
import { factLabels, factProviders } from "./fact-providers.ts";
import { gateDigest } from "./gate-digest.ts";
import { effectiveCriteria } from "./policy-rules.ts";
import type { Criterion, CriterionSettings, OwnCriterion } from "./policy-schema.ts";
import type { GateTarget, SensitivityLevel } from "./rules.ts";

type Scope = { orgId: string; now: () => Date };
export type Policy = { version: number; criteria: readonly Criterion[] };

/** A version with everything its gates are evaluated from. */
export type GateSource = VersionOfModel & {
  policy: Policy;
  facts: Facts;
  attestations: readonly GateAttestation[];
  waivers: readonly GateWaiver[];
  evidence: ReadonlyMap<string, Evidence>;
  requests: readonly GateRequest[];
  now: Date;
};

/** One gate of one version as it is now. */
export type Evaluation = {
  input: GateInput;
  results: readonly CriterionResult[];
  /** Worked out when asked for, as the digest of it. */
  readonly material: GateMaterial;
  readonly digest: string;
};

/** The criteria of an organization and their version; the shipped ones, version 0, until it saves its own. */
export async function loadPolicy(db: Tx, orgId: string): Promise<Policy> {
  const row = await db.gatePolicy.findUnique({ where: { orgId } });
  if (row === null) return { version: 0, criteria: defaultCriteria };
  const settings = row.settings as Record<string, CriterionSettings>;
  return {
    version: row.version,
    criteria: effectiveCriteria(defaultCriteria, { settings, own: row.own as OwnCriterion[] }),
  };
}

async function computeFacts(db: Tx, scope: Scope, versions: readonly VersionOfModel[]): Promise<Map<string, Facts>> {
  const subjects = versions.map(({ row }) => ({ id: row.id, modelId: row.modelId }));
  const all = new Map<string, Facts>(subjects.map(({ id }) => [id, {}]));
  for (const provider of factProviders) {
    const facts = await provider.compute({ db, orgId: scope.orgId, now: scope.now(), subjects });
    for (const [id, own] of facts) all.set(id, { ...all.get(id), ...own });
  }
  return all;
}

/** Versions with what their gates rest on, in the order given; the number of statements does not grow with the versions. */
export async function loadGates(db: Tx, scope: Scope, versions: readonly VersionOfModel[]): Promise<GateSource[]> {
  if (versions.length === 0) return [];
  const ids = versions.map(({ row }) => row.id);
  const newest = [{ createdAt: "desc" as const }, { id: "desc" as const }];
  const where = { orgId: scope.orgId, versionId: { in: ids } };
  const policy = await loadPolicy(db, scope.orgId);
  const facts = await computeFacts(db, scope, versions);
  const attestations = await db.gateAttestation.findMany({ where: { ...where, state: "active" }, orderBy: newest });
  const waivers = await db.gateWaiver.findMany({ where, orderBy: newest });
  const requests = await db.gateRequest.findMany({ where, orderBy: newest });
  const cited = await evidenceById(db, scope.orgId, [
    ...new Set(attestations.flatMap(({ evidenceIds }) => evidenceIds)),
  ]);
  return versions.map((version) => ({
    ...version,
    policy,
    facts: facts.get(version.row.id) ?? {},
    attestations: attestations.filter(({ versionId }) => versionId === version.row.id),
    waivers: waivers.filter(({ versionId }) => versionId === version.row.id),
    requests: requests.filter(({ versionId }) => versionId === version.row.id),
    evidence: cited,
    now: scope.now(),
  }));
}

const evidenceFact = (row: Evidence): EvidenceFact => ({
  id: row.id,
  digest: row.digest,
  title: row.title,
  createdBy: row.createdBy,
  withdrawn: row.withdrawnAt !== null,
});

/** What was evaluated of a version as it was loaded: pages ask for the same gate several times. */
const evaluated = new WeakMap<GateSource, Map<GateTarget, Evaluation>>();

/** The gate of a version that leads to a target, evaluated as things were when it was loaded. */
export function evaluate(source: GateSource, target: GateTarget): Evaluation {
  const known = evaluated.get(source) ?? new Map<GateTarget, Evaluation>();
  evaluated.set(source, known);
  const evaluation = known.get(target) ?? evaluateNow(source, target);
  known.set(target, evaluation);
  return evaluation;
}

function evaluateNow(source: GateSource, target: GateTarget): Evaluation {
  const input: GateInput = {
    versionId: source.row.id,
    target,
    policyVersion: source.policy.version,
    criteria: source.policy.criteria,
    subject: { sensitivity: source.model.sensitivity as SensitivityLevel },
    facts: source.facts,
    factLabels,
    attestations: source.attestations,
    waivers: source.waivers,
    evidence: new Map([...source.evidence].map(([id, row]) => [id, evidenceFact(row)])),
    now: source.now,
  };
  const results = evaluateGate(input);
  let material: GateMaterial | undefined;
  return {
    input,
    results,
    get material() {
      return (material ??= materialOf(input, results));
    },
    get digest() {
      return gateDigest(this.material);
    },
  };
}
