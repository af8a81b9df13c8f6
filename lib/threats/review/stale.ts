import { diffModels } from "../../graph/diff/diff-models.ts";
import type { ComparedModel } from "../../graph/diff/substance.ts";
import { modelsOfVersions, newestReleased } from "../../inventory/queries/newest-released.ts";
import { recordPlaces, recordPrints } from "../../inventory/queries/record-prints.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import type { ScopeItem } from "../aggregates.ts";
import { readMoves, sameMoves } from "./moves.ts";
import { modelDigest, readModels, type ContentTables } from "./read-models.ts";
import { ageReasons, assumptionReasons, basisReasons, contentReason, type BasisNow } from "./rules.ts";
import { ReviewBasis, type StaleReason } from "./schema.ts";

export type StaleTables = ContentTables &
  Parameters<typeof recordPrints>[0] &
  Pick<Reader, "$queryRaw" | "threatModelScope" | "diagramAssumption">;

/** An approval, or what waits for one, to be held against things as they are. */
export type Standing = {
  id: string;
  orgId: string;
  threatModelId: string;
  digest: string;
  basis: unknown;
  decidedAt: Date | null;
};

/** What a version holds, for sentences about what changed; without it they say only that something did. */
type Known = { content?: (standing: Standing) => ComparedModel | undefined };

async function contentReasons(
  db: StaleTables,
  standings: readonly (Standing & { known: ReviewBasis })[],
  { content }: Known,
): Promise<Map<string, StaleReason[]>> {
  const moves = await readMoves(
    db,
    standings.map(({ threatModelId }) => threatModelId),
  );
  const moved = standings.filter(({ threatModelId, known }) => {
    const now = moves.get(threatModelId);
    return now === undefined || !sameMoves(known, now);
  });
  const models = await readModels(
    db,
    moved.map(({ threatModelId }) => threatModelId),
  );
  return new Map(
    moved.flatMap((standing): [string, StaleReason[]][] => {
      const now = models.get(standing.threatModelId);
      if (now === undefined || modelDigest(now) === standing.digest) return [];
      const was = content?.(standing);
      const words = was === undefined ? null : diffModels(was, now).changes.map((change) => change.words);
      return [[standing.id, [contentReason(words)]]];
    }),
  );
}

type BasisRecord = ReviewBasis["records"][number];

/** The records of these bases as they are now, by id. Only what has another version by now is looked into. */
async function recordsNow(
  db: StaleTables,
  orgId: string,
  bases: readonly ReviewBasis[],
): Promise<(basis: ReviewBasis) => Map<string, BasisRecord>> {
  const all = bases.flatMap(({ records }) => records);
  const places = await recordPlaces(db, orgId, all);
  const moved = all.filter(({ id, version }) => places.get(id)?.version !== version);
  const prints = await recordPrints(db, orgId, moved);
  const now = (record: BasisRecord): BasisRecord[] => {
    const place = places.get(record.id);
    const is = place?.version === record.version ? record : prints.get(record.id);
    return place === undefined || is === undefined ? [] : [is];
  };
  return ({ records }) => new Map(records.flatMap(now).map((record) => [record.id, record]));
}

type Released = ReviewBasis["released"][number];

/** The newest released version of each model that a basis speaks of, by model. */
async function releasedNow(
  db: StaleTables,
  orgId: string,
  bases: readonly ReviewBasis[],
): Promise<(basis: ReviewBasis) => Map<string, Released>> {
  const records = bases.flatMap((basis) => basis.records);
  const versions = records.flatMap(({ type, id }) => (type === "model_version" ? [id] : []));
  const models = await modelsOfVersions(db, orgId, versions);
  const modelOf = ({ type, id }: BasisRecord): string => (type === "model" ? id : (models.get(id) ?? ""));
  const wanted = records.filter(({ type }) => type === "model" || type === "model_version").map(modelOf);
  const released = await newestReleased(
    db,
    orgId,
    [...new Set(wanted)].filter((id) => id !== ""),
  );
  return (basis) =>
    new Map(basis.records.flatMap((record) => released.get(modelOf(record)) ?? []).map((one) => [one.modelId, one]));
}

async function pastAssumptions(db: StaleTables, ids: readonly string[], now: Date) {
  const today = now.toISOString().slice(0, 10);
  return db.$queryRaw<{ id: string; text: string; validUntil: string }[]>`
    select d.threat_model_id::text as id, a.text, to_char(a.valid_until, 'YYYY-MM-DD') as "validUntil"
    from diagram_assumption a join diagram d on d.id = a.diagram_id
    where d.threat_model_id = any(${[...ids]}::uuid[]) and d.state = 'active' and a.state <> 'wrong'
      and a.valid_until < ${today}::date order by a.valid_until, a.id limit 1000`;
}

/**
 * Why these approvals no longer stand, by version; an approval that stands has no reasons. Numbers are compared before contents, and
 * contents only where numbers moved; the number of statements does not grow with the approvals. All of one organization.
 */
export async function staleReasons(
  db: StaleTables,
  ctx: Pick<Context, "now">,
  standings: readonly (Standing & { reviewDays: number })[],
  known: Known = {},
): Promise<Map<string, StaleReason[]>> {
  const [first] = standings;
  if (first === undefined) return new Map();
  const parsed = standings.map((standing) => ({ ...standing, known: ReviewBasis.parse(standing.basis) }));
  const bases = parsed.map((standing) => standing.known);
  const ids = parsed.map(({ threatModelId }) => threatModelId);
  const content = await contentReasons(db, parsed, known);
  const recordsOf = await recordsNow(db, first.orgId, bases);
  const releasedOf = await releasedNow(db, first.orgId, bases);
  const scopes = await db.threatModelScope.findMany({ where: { threatModelId: { in: ids } } });
  const assumptions = await pastAssumptions(db, ids, ctx.now());
  return new Map(
    parsed.map((standing): [string, StaleReason[]] => {
      const { known: basis, threatModelId } = standing;
      const scope = scopes.filter((item) => item.threatModelId === threatModelId);
      const now: BasisNow = {
        scope: scope.map((item) => ({ type: item.entityType as ScopeItem["type"], id: item.entityId })),
        records: recordsOf(basis),
        released: releasedOf(basis),
      };
      return [
        standing.id,
        [
          ...(content.get(standing.id) ?? []),
          ...basisReasons(basis, now),
          ...assumptionReasons(assumptions.filter(({ id }) => id === threatModelId)),
          ...ageReasons(standing.decidedAt, standing.reviewDays, ctx.now()),
        ],
      ];
    }),
  );
}
