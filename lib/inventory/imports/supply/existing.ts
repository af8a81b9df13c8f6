import type { Asset, AssetLink, Model, ModelVersion, VersionArtifact } from "../../../db/types.ts";
import type { SupplyDraft, SupplyRecord } from "../../../interop/supply-chain/draft.ts";
import { groupBy } from "../../../kernel/group-by.ts";
import type { Reader } from "../../../kernel/query.ts";
import { statedLinks, type StatedLink } from "../../assets/links.ts";
import { recordedArtifacts, type RecordedArtifact } from "../../versions/aggregate.ts";
import { proposeSlug } from "../../rules.ts";
import type { Source } from "./stated.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "versionArtifact" | "asset" | "assetLink" | "user">;

/** A row that is there already, with what belongs to its record. */
export type Existing = (
  | { kind: "model"; row: Model; model: Model }
  | { kind: "model_version"; row: ModelVersion; model: Model; artifacts: RecordedArtifact[] }
  | { kind: "asset"; row: Asset }
) & { links: StatedLink[]; source: Source | null };

const CHUNK = 5_000;

async function inChunks<Item, Row>(items: readonly Item[], read: (chunk: Item[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < items.length; start += CHUNK)
    rows.push(...(await read(items.slice(start, start + CHUNK))));
  return rows;
}

const sourceOf = (value: unknown): Source | null => value as Source | null;

type Rows = { models: Model[]; versions: ModelVersion[]; assets: Asset[] };

async function readRows(db: Tables, orgId: string, draft: SupplyDraft): Promise<Rows> {
  const keys = draft.records.map(({ sourceKey }) => sourceKey);
  const slugs = [...new Set(draft.records.map((record) => record.fields.slug ?? proposeSlug(record.name)))];
  const either = (chunk: string[], field: "sourceKey" | "slug") => ({ orgId, [field]: { in: chunk } });
  const models = [
    ...(await inChunks(keys, (chunk) => db.model.findMany({ where: either(chunk, "sourceKey") }))),
    ...(await inChunks(slugs, (chunk) => db.model.findMany({ where: either(chunk, "slug") }))),
  ];
  const assets = [
    ...(await inChunks(keys, (chunk) => db.asset.findMany({ where: either(chunk, "sourceKey") }))),
    ...(await inChunks(slugs, (chunk) => db.asset.findMany({ where: either(chunk, "slug") }))),
  ];
  const datasets = assets.filter(({ kind }) => kind === "dataset").map(({ id }) => id);
  assets.push(
    ...(await inChunks(datasets, (chunk) => db.asset.findMany({ where: { orgId, parentId: { in: chunk } } }))),
  );
  const modelIds = [...new Set(models.map(({ id }) => id))];
  const versions = await inChunks(modelIds, (chunk) =>
    db.modelVersion.findMany({ where: { orgId, modelId: { in: chunk } } }),
  );
  return { models, versions, assets };
}

async function readParts(
  db: Tables,
  { versions, assets }: Rows,
): Promise<{ links: Map<string, AssetLink[]>; artifacts: Map<string, VersionArtifact[]> }> {
  const owners = [...new Set([...versions, ...assets].map(({ id }) => id))];
  const links = await inChunks(owners, (chunk) => db.assetLink.findMany({ where: { ownerId: { in: chunk } } }));
  const ids = versions.map(({ id }) => id);
  const artifacts = await inChunks(ids, (chunk) =>
    db.versionArtifact.findMany({ where: { versionId: { in: chunk } } }),
  );
  return {
    links: groupBy(links, ({ ownerId }) => ownerId),
    artifacts: groupBy(artifacts, ({ versionId }) => versionId),
  };
}

/** Finds what a record is in the inventory already: by its source, else by its address among what no import claims. */
export type Finder = {
  find: (record: SupplyRecord, parentId: string | null) => { existing: Existing; by: "source" | "slug" } | null;
};

/** Reads everything that the draft could be about, in a fixed number of statements per 5,000 records. */
export async function readExisting(db: Tables, orgId: string, draft: SupplyDraft): Promise<Finder> {
  const rows = await readRows(db, orgId, draft);
  const parts = await readParts(db, rows);
  const linksOf = (id: string): StatedLink[] => statedLinks(id, parts.links.get(id) ?? []);
  const bySource = new Map<string, Existing>();
  const byPlace = new Map<string, Existing>();
  const add = (place: string, sourceKey: string | null, existing: Existing): void => {
    if (sourceKey !== null) bySource.set(`${typeOf(existing)} ${sourceKey}`, existing);
    byPlace.set(place, existing);
  };
  const models = new Map(rows.models.map((row) => [row.id, row]));
  for (const row of models.values()) {
    add(`model ${row.slug}`, row.sourceKey, {
      kind: "model",
      row,
      model: row,
      links: [],
      source: sourceOf(row.source),
    });
  }
  for (const row of rows.versions) {
    const model = models.get(row.modelId);
    if (model === undefined) continue;
    const artifacts = recordedArtifacts(parts.artifacts.get(row.id) ?? []);
    const source = sourceOf(row.source);
    add(`model_version ${row.modelId} ${row.label}`, row.sourceKey, {
      kind: "model_version",
      row,
      model,
      artifacts,
      links: linksOf(row.id),
      source,
    });
  }
  for (const row of new Map(rows.assets.map((asset) => [asset.id, asset])).values()) {
    const label = (row.facts as { label?: string }).label ?? "";
    const place =
      row.kind === "dataset_version" ? `dataset_version ${row.parentId ?? ""} ${label}` : `${row.kind} ${row.slug}`;
    add(place, row.sourceKey, { kind: "asset", row, links: linksOf(row.id), source: sourceOf(row.source) });
  }
  return { find: (record, parentId) => findIn(bySource, byPlace, record, parentId) };
}

function typeOf(existing: Existing): string {
  return existing.kind === "asset" ? existing.row.kind : existing.kind;
}

function findIn(
  bySource: ReadonlyMap<string, Existing>,
  byPlace: ReadonlyMap<string, Existing>,
  record: SupplyRecord,
  parentId: string | null,
): { existing: Existing; by: "source" | "slug" } | null {
  const same = bySource.get(`${record.kind} ${record.sourceKey}`);
  if (same !== undefined) return { existing: same, by: "source" };
  const versioned = record.kind === "model_version" || record.kind === "dataset_version";
  if (versioned && parentId === null) return null;
  const label = typeof record.facts["label"] === "string" ? record.facts["label"] : "";
  const place = versioned
    ? `${record.kind} ${parentId ?? ""} ${label}`
    : `${record.kind} ${record.fields.slug ?? proposeSlug(record.name)}`;
  const found = byPlace.get(place);
  if (found === undefined) return null;
  const claimed = found.row.sourceKey !== null && !versioned;
  return claimed ? null : { existing: found, by: "slug" };
}
