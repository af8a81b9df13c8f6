import type { Asset, AssetLink, Model, ModelVersion } from "../../db/types.ts";
import type { JsonValue } from "../../interop/json-value.ts";
import type { SupplyDraft, SupplyFields, SupplyLink, SupplyRecord } from "../../interop/supply-chain/draft.ts";
import { maySupply, type SupplyKind, type SupplyRelation } from "../../interop/supply-chain/relations.ts";
import { groupBy } from "../../kernel/group-by.ts";
import type { Reader } from "../../kernel/query.ts";
import { recordedArtifacts, type RecordedArtifact } from "../versions/aggregate.ts";
import type { Source } from "../imports/supply/stated.ts";
import type { Reached } from "./reach.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "versionArtifact" | "asset" | "assetLink">;
type Facts = Record<string, JsonValue>;
type Sensitivity = NonNullable<SupplyFields["sensitivity"]>;

const CHUNK = 5_000;

async function inChunks<Row>(ids: readonly string[], read: (chunk: string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) rows.push(...(await read(ids.slice(start, start + CHUNK))));
  return rows;
}

const stated = <Value>(value: Value, empty: (value: Value) => boolean): Value | undefined =>
  empty(value) ? undefined : value;
const blank = (text: string): boolean => text === "";

/** Only what says something: no empty texts, lists or nulls. */
function spoken(facts: Facts): Facts {
  const says = (value: JsonValue): boolean =>
    value !== null && value !== "" && value !== "unknown" && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => says(value)));
}

type Row = Pick<Model, "id" | "description" | "tags" | "sourceKey"> & { documents: unknown; source: unknown };

function shared(row: Row): Omit<SupplyRecord, "kind" | "name" | "fields" | "facts" | "parentKey" | "artifacts"> {
  return {
    key: row.id,
    description: row.description,
    tags: row.tags,
    documents: row.documents as SupplyRecord["documents"],
    sourceKey: row.sourceKey ?? `modelkeep:${row.id}`,
    origins: {},
    rest: (row.source as Source | null)?.rest ?? null,
  };
}

function modelRecord(row: Model): SupplyRecord {
  const fields = {
    slug: row.slug,
    team: stated(row.team, blank),
    sensitivity: row.sensitivity as Sensitivity,
    purpose: stated(row.purpose, blank),
    provider: stated(row.provider, blank),
    kind: row.kind as NonNullable<SupplyFields["kind"]>,
    tasks: stated(row.tasks, (tasks) => tasks.length === 0),
    licence: stated(row.licence, blank),
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as SupplyFields;
  return { ...shared(row), kind: "model", name: row.name, fields: given, facts: {}, parentKey: null, artifacts: [] };
}

function versionRecord(row: ModelVersion, name: string, artifacts: readonly RecordedArtifact[]): SupplyRecord {
  return {
    ...shared(row),
    kind: "model_version",
    name,
    parentKey: row.modelId,
    fields: { stage: row.stage as NonNullable<SupplyFields["stage"]> },
    facts: { label: row.label, ...spoken(row.facts as Facts) },
    artifacts: artifacts.map(({ id: _id, ...artifact }) => artifact),
  };
}

function assetRecord(row: Asset): SupplyRecord {
  const team = row.team === "" ? {} : { team: row.team };
  return {
    ...shared(row),
    kind: row.kind as SupplyKind,
    name: row.name,
    parentKey: row.parentId,
    fields: { slug: row.slug, sensitivity: row.sensitivity as Sensitivity, ...team },
    facts: spoken(row.facts as Facts),
    artifacts: [],
  };
}

function linkOf(row: AssetLink, there: ReadonlyMap<string, SupplyKind>): SupplyLink[] {
  const to = row.upId === row.ownerId ? row.downId : row.upId;
  const [owner, target] = [there.get(row.ownerId), there.get(to)];
  const relation = row.relation as SupplyRelation;
  if (owner === undefined || target === undefined || row.relation === "version_of" || row.relation === "release_of")
    return [];
  return maySupply(relation, owner, target) ? [{ from: row.ownerId, relation, to }] : [];
}

/** The reached part of the inventory as the neutral draft that all formats are printed from. */
export async function readSupply(db: Tables, orgId: string, reached: Reached): Promise<SupplyDraft> {
  const models = await inChunks(reached.models, (ids) => db.model.findMany({ where: { orgId, id: { in: ids } } }));
  const names = new Map(models.map(({ id, name }) => [id, name]));
  const versions = await inChunks(reached.versions, (ids) =>
    db.modelVersion.findMany({ where: { orgId, id: { in: ids } }, orderBy: { createdAt: "asc" } }),
  );
  const assets = await inChunks(reached.assets, (ids) => db.asset.findMany({ where: { orgId, id: { in: ids } } }));
  const artifacts = groupBy(
    await inChunks(reached.versions, (ids) =>
      db.versionArtifact.findMany({ where: { orgId, versionId: { in: ids } } }),
    ),
    ({ versionId }) => versionId,
  );
  const records = [
    ...models.map(modelRecord),
    ...versions.map((row) =>
      versionRecord(row, names.get(row.modelId) ?? row.label, recordedArtifacts(artifacts.get(row.id) ?? [])),
    ),
    ...assets.map(assetRecord),
  ];
  const there = new Map(records.map(({ key, kind }) => [key, kind]));
  const owners = [...reached.versions, ...reached.assets];
  const links = await inChunks(owners, (ids) => db.assetLink.findMany({ where: { orgId, ownerId: { in: ids } } }));
  return { records, links: links.flatMap((row) => linkOf(row, there)), unknown: [] };
}
