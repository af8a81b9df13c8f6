import { createHash } from "node:crypto";
import { canonicalJsonBytes } from "../../merkle/canonical-json.ts";
import type { Reader } from "../../kernel/query.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "versionArtifact" | "asset" | "assetLink">;
type Reference = { type: string; id: string };

/** Where a record is: its name, how often it was changed, and whether it is in use. */
export type RecordPlace = { type: string; id: string; name: string; version: number; state: string };

/** A record with a print of each field that says something about risk: the same print, the same value. */
export type RecordPrint = RecordPlace & { fields: Record<string, string> };

const print = (value: unknown): string =>
  createHash("sha256")
    .update(canonicalJsonBytes(value ?? null))
    .digest("hex")
    .slice(0, 16);

const prints = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, print(value)]));

const idsOf = (references: readonly Reference[], wanted: (type: string) => boolean): string[] => [
  ...new Set(references.filter(({ type }) => wanted(type)).map(({ id }) => id)),
];

/** Whether it runs is no matter of what it is: it moves with every release. */
function lastingFacts(facts: unknown): Record<string, unknown> {
  const { status: _status, ...lasting } = facts as Record<string, unknown>;
  return lasting;
}

async function modelPrints(db: Tables, orgId: string, ids: string[]): Promise<RecordPrint[]> {
  if (ids.length === 0) return [];
  const rows = await db.model.findMany({ where: { orgId, id: { in: ids } } });
  return rows.map(({ id, name, version, state, kind, sensitivity, purpose, provider, tasks }) => ({
    ...{ type: "model", id, name, version, state },
    fields: prints({ kind, sensitivity, purpose, provider, tasks }),
  }));
}

async function linksOf(db: Tables, orgId: string, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await db.assetLink.findMany({ where: { orgId, ownerId: { in: ids } }, orderBy: { id: "asc" } });
  const links = new Map<string, string[]>();
  for (const { ownerId, relation, upId, downId } of rows) {
    links.set(ownerId, [...(links.get(ownerId) ?? []), `${relation} ${upId} ${downId}`]);
  }
  return new Map([...links].map(([id, own]) => [id, own.sort()]));
}

async function versionPrints(db: Tables, orgId: string, ids: string[]): Promise<RecordPrint[]> {
  if (ids.length === 0) return [];
  const rows = await db.modelVersion.findMany({ where: { orgId, id: { in: ids } } });
  const models = await db.model.findMany({
    where: { orgId, id: { in: rows.map(({ modelId }) => modelId) } },
    select: { id: true, name: true },
  });
  const artifacts = await db.versionArtifact.findMany({
    where: { versionId: { in: ids } },
    orderBy: [{ versionId: "asc" }, { name: "asc" }],
    select: { versionId: true, name: true, digest: true },
  });
  const links = await linksOf(db, orgId, ids);
  const names = new Map(models.map(({ id, name }) => [id, name]));
  return rows.map(({ id, modelId, label, version, state, facts }) => ({
    ...{ type: "model_version", id, name: `${names.get(modelId) ?? ""} ${label}`.trim(), version, state },
    fields: prints({
      ...lastingFacts(facts),
      artifacts: artifacts.filter((one) => one.versionId === id).map(({ name, digest }) => [name, digest]),
      links: links.get(id) ?? [],
    }),
  }));
}

async function assetPrints(db: Tables, orgId: string, ids: string[]): Promise<RecordPrint[]> {
  if (ids.length === 0) return [];
  const rows = await db.asset.findMany({ where: { orgId, id: { in: ids } } });
  const links = await linksOf(db, orgId, ids);
  return rows.map(({ id, kind, name, version, state, sensitivity, facts }) => ({
    ...{ type: kind, id, name, version, state },
    fields: prints({ ...lastingFacts(facts), sensitivity, links: links.get(id) ?? [] }),
  }));
}

const isModel = (type: string): boolean => type === "model";
const isVersion = (type: string): boolean => type === "model_version";
const isAsset = (type: string): boolean => type !== "model" && type !== "model_version";

/** These records with the prints of their fields, by id; what is not of the organization is left out. At most seven statements. */
export async function recordPrints(
  db: Tables,
  orgId: string,
  references: readonly Reference[],
): Promise<Map<string, RecordPrint>> {
  const found = await Promise.all([
    modelPrints(db, orgId, idsOf(references, isModel)),
    versionPrints(db, orgId, idsOf(references, isVersion)),
    assetPrints(db, orgId, idsOf(references, isAsset)),
  ]);
  return new Map(found.flat().map((record) => [record.id, record]));
}

/** How often these records were changed and whether they are in use, by id: cheap to ask before their prints. */
export async function recordPlaces(
  db: Pick<Reader, "model" | "modelVersion" | "asset">,
  orgId: string,
  references: readonly Reference[],
): Promise<Map<string, Pick<RecordPlace, "version" | "state">>> {
  const select = { id: true, version: true, state: true } as const;
  const where = (wanted: (type: string) => boolean) => ({ orgId, id: { in: idsOf(references, wanted) } });
  const found = await Promise.all([
    db.model.findMany({ where: where(isModel), select }),
    db.modelVersion.findMany({ where: where(isVersion), select }),
    db.asset.findMany({ where: where(isAsset), select }),
  ]);
  return new Map(found.flat().map(({ id, version, state }) => [id, { version, state }]));
}
