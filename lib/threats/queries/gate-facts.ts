import type { Threat, ThreatModel, Tx } from "../../db/types.ts";
import { systemsMadeOf } from "../../inventory/queries/systems-made-of.ts";
import type { Fact, FactProvider, Facts, FactSubject } from "../../kernel/fact-provider.ts";
import { dayOf } from "../register/rules.ts";
import { someOf } from "../review/rules.ts";
import { ReviewBasis, type StaleReason } from "../review/schema.ts";
import { staleReasons } from "../review/stale.ts";

type Approval = { id: string; number: number; basis: ReviewBasis; reasons: readonly StaleReason[] };
type Looked = Pick<ThreatModel, "id" | "slug" | "name" | "reviewDays">;
type OpenThreat = Pick<Threat, "id" | "threatModelId" | "title" | "acceptedUntil">;

/** What looks at one version, and what is known of it. */
type Source = {
  subject: FactSubject;
  threatModels: readonly (Looked & { approval: Approval | null })[];
  critical: readonly OpenThreat[];
  expired: readonly OpenThreat[];
};

const linkTo = ({ slug, name }: Looked) => ({ label: name, href: `/threat-models/${slug}` });
const NONE = "No threat model looks at this version, its model or a system made of it.";

function modelExists({ threatModels }: Source): Fact {
  const ok = threatModels.length > 0;
  return {
    ok,
    value: threatModels.map(({ id }) => id).sort(),
    reason: ok ? `Looked at in ${someOf(threatModels.map(({ name }) => name))}.` : NONE,
    links: threatModels.map(linkTo),
  };
}

/** An approval covers the versions it was given for: that a later one was released is no matter to them. */
function reasonsFor({ id }: FactSubject, approval: Approval): StaleReason[] {
  const { records, released } = approval.basis;
  const covered = records.some((record) => record.id === id) || released.some(({ versionId }) => versionId === id);
  return approval.reasons.filter(({ kind }) => !covered || kind !== "release");
}

function approved({ subject, threatModels }: Source): Fact {
  const rows = threatModels.map((one) => {
    if (one.approval === null) return { one, words: `${one.name}: never approved.` };
    const [first] = reasonsFor(subject, one.approval);
    return { one, words: first === undefined ? "" : `${one.name}: the approval no longer stands. ${first.words}` };
  });
  const open = rows.filter(({ words }) => words !== "");
  return {
    ok: rows.length > 0 && open.length === 0,
    value: rows
      .map(({ one, words }) => ({ id: one.id, version: one.approval?.number ?? 0, stands: words === "" }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    reason:
      rows.length === 0
        ? NONE
        : open.length > 0
          ? open
              .slice(0, 3)
              .map(({ words }) => words)
              .join(" ")
          : `Approved, and still so: ${someOf(threatModels.map(({ name }) => name))}.`,
    links: (open.length > 0 ? open.map(({ one }) => one) : threatModels).map(linkTo),
  };
}

function noneOf(threats: readonly OpenThreat[], words: { none: string; some: string }, source: Source): Fact {
  const links = source.threatModels.filter(({ id }) => threats.some(({ threatModelId }) => threatModelId === id));
  return {
    ok: threats.length === 0,
    value: threats.map(({ id }) => id).sort(),
    reason: threats.length === 0 ? words.none : `${words.some}: ${someOf(threats.map(({ title }) => title))}.`,
    links: links.map(linkTo),
  };
}

const rules = {
  "threats.model": ["A threat model looks at it", modelExists],
  "threats.approved": ["Its threat models are approved, and nothing they rest on changed since", approved],
  "threats.critical": [
    "No critical threat is open",
    (source: Source): Fact =>
      noneOf(source.critical, { none: "No critical threat is open.", some: "Open critical threats" }, source),
  ],
  "threats.accepted_risks": [
    "No accepted risk has run out",
    (source: Source): Fact =>
      noneOf(
        source.expired,
        { none: "No accepted risk has run out.", some: "Accepted until a day that passed" },
        source,
      ),
  ],
} as const satisfies Readonly<Record<string, readonly [string, (source: Source) => Fact]>>;

const entries: readonly (readonly [string, readonly [string, (source: Source) => Fact]])[] = Object.entries(rules);

/** The things that speak for each version: itself, its model, and the systems made of either. */
async function namesOf(db: Tx, orgId: string, subjects: readonly FactSubject[]): Promise<Map<string, Set<string>>> {
  const ids = subjects.flatMap(({ id, modelId }) => [id, modelId]);
  const systems = await systemsMadeOf(db, orgId, [...new Set(ids)]);
  return new Map(
    subjects.map(({ id, modelId }) => [
      id,
      new Set([id, modelId, ...(systems.get(id) ?? []), ...(systems.get(modelId) ?? [])]),
    ]),
  );
}

async function approvalsOf(
  db: Tx,
  now: Date,
  threatModels: ReadonlyMap<string, Looked>,
): Promise<Map<string, Approval>> {
  const rows = await db.threatModelVersion.findMany({
    where: { threatModelId: { in: [...threatModels.keys()] }, state: "approved" },
    orderBy: { number: "asc" },
    omit: { content: true },
  });
  const standings = rows.map((row) => ({ ...row, reviewDays: threatModels.get(row.threatModelId)?.reviewDays ?? 0 }));
  const reasons = await staleReasons(db, { now: () => now }, standings);
  return new Map(
    rows.map(({ id, threatModelId, number, basis }) => [
      threatModelId,
      { id, number, basis: ReviewBasis.parse(basis), reasons: reasons.get(id) ?? [] },
    ]),
  );
}

async function openThreats(db: Tx, threatModelIds: readonly string[], now: Date) {
  const today = new Date(dayOf(now));
  const select = { id: true, threatModelId: true, title: true, acceptedUntil: true, state: true } as const;
  const where = { threatModelId: { in: [...threatModelIds] } };
  const expired = await db.threat.findMany({
    where: { ...where, state: "accepted_risk", acceptedUntil: { lt: today } },
    orderBy: { id: "asc" },
    select,
  });
  const critical = await db.threat.findMany({
    where: {
      ...where,
      state: { in: ["suggested", "accepted"] },
      OR: [{ residualSeverity: "critical" }, { residualSeverity: null, severity: "critical" }],
    },
    orderBy: { id: "asc" },
    select,
  });
  return { expired, critical };
}

async function sourcesOf(db: Tx, orgId: string, now: Date, subjects: readonly FactSubject[]): Promise<Source[]> {
  const names = await namesOf(db, orgId, subjects);
  const wanted = [...new Set([...names.values()].flatMap((one) => [...one]))];
  const scopes = await db.threatModelScope.findMany({ where: { orgId, entityId: { in: wanted } } });
  const rows = await db.threatModel.findMany({
    where: { orgId, id: { in: scopes.map(({ threatModelId }) => threatModelId) }, state: "active" },
    orderBy: { id: "asc" },
    select: { id: true, slug: true, name: true, reviewDays: true },
  });
  const threatModels = new Map(rows.map((row) => [row.id, row]));
  const approvals = await approvalsOf(db, now, threatModels);
  const { critical, expired } = await openThreats(db, [...threatModels.keys()], now);
  return subjects.map((subject) => {
    const own = new Set(
      scopes
        .filter(({ entityId }) => names.get(subject.id)?.has(entityId) === true)
        .map(({ threatModelId }) => threatModelId),
    );
    const ofThese = ({ threatModelId }: OpenThreat): boolean => own.has(threatModelId);
    return {
      subject,
      threatModels: rows
        .filter(({ id }) => own.has(id))
        .map((row) => ({ ...row, approval: approvals.get(row.id) ?? null })),
      critical: critical.filter(ofThese),
      expired: expired.filter(ofThese),
    };
  });
}

/** What threat models say of a version that a gate can rest on. */
export const threatFacts: FactProvider = {
  id: "threats",
  label: "Threats",
  facts: Object.fromEntries(entries.map(([id, [label]]) => [id, label])),
  async compute({ db, orgId, now, subjects }) {
    const sources = await sourcesOf(db, orgId, now, subjects);
    return new Map(
      sources.map((source): [string, Facts] => [
        source.subject.id,
        Object.fromEntries(entries.map(([id, [, compute]]) => [id, compute(source)])),
      ]),
    );
  },
};
