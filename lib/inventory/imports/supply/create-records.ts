import type { Asset, AssetLink, Model, ModelVersion, VersionArtifact } from "../../../db/types.ts";
import type { JsonValue } from "../../../interop/json-value.ts";
import { audited, type AuditItem } from "../../../kernel/aggregate.ts";
import { groupBy } from "../../../kernel/group-by.ts";
import { AppError } from "../../../kernel/errors.ts";
import { modelAggregate } from "../../aggregate.ts";
import { assetAggregates } from "../../assets/aggregates.ts";
import { derivedColumns as assetColumns } from "../../assets/derived-columns.ts";
import { assetFacts } from "../../assets/facts-schema.ts";
import { linkRow, statedLinks } from "../../assets/links.ts";
import type { AssetKind, RelationName } from "../../assets/rules.ts";
import { derivedColumns as modelColumns } from "../../derived-columns.ts";
import { recordedArtifacts, versionAggregate } from "../../versions/aggregate.ts";
import { stageOfModel } from "../../versions/rules.ts";
import { VersionFacts } from "../../versions/schema.ts";
import type { Batch } from "./batch.ts";
import { followStages } from "./follow-stages.ts";
import type { PlannedRecord } from "./plan-supply.ts";
import { slugsFor } from "./slugs-for.ts";
import { sourceFor } from "./source-for.ts";

const CHUNK = 250;
/** Columns that hold JSON: Prisma's own null for "nothing" is what its default gives, so it is left out. */
type Row = Record<string, unknown>;

type Created = {
  audit: AuditItem[];
  slugs: ReadonlyMap<string, string>;
  /** Stage of each new version's model, by model id. */
  stages: ReadonlySet<string>;
  /** Brings the stages of models that were there already in line with their new versions. */
  finish: (updates: readonly PlannedRecord[]) => Promise<AuditItem[]>;
};

function factsFor({ record }: PlannedRecord): Record<string, JsonValue> {
  const schema = record.kind === "model_version" ? VersionFacts : assetFacts[record.kind as AssetKind];
  const { label, ...rest } = record.facts;
  const parsed = schema.safeParse(
    record.kind === "model_version" ? rest : { ...rest, ...(label === undefined ? {} : { label }) },
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError(
    "unprocessable",
    `${record.name} cannot be recorded: ${issue?.message ?? ""} Nothing was changed.`,
    {
      errors: [
        {
          path: `${record.rest?.pointer ?? record.key}/${(issue?.path ?? []).join("/")}`,
          message: issue?.message ?? "",
        },
      ],
    },
  );
}

function common(batch: Batch, planned: PlannedRecord): Row {
  const { record } = planned;
  const at = batch.ctx.now();
  const createdBy = batch.ctx.actor.type === "user" ? batch.ctx.actor.id : null;
  return {
    id: batch.ids.get(record.key)?.id,
    orgId: batch.ctx.orgId,
    description: record.description,
    tags: record.tags,
    documents: record.documents,
    custom: {},
    sourceKey: record.sourceKey,
    source: sourceFor(batch, planned),
    createdBy,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

function ownerOf(batch: Batch, { record }: PlannedRecord): string | null {
  const named = batch.owners.get(record.fields.ownerEmail?.toLowerCase() ?? "");
  return named ?? (batch.ctx.actor.type === "user" ? batch.ctx.actor.id : null);
}

function modelRow(batch: Batch, planned: PlannedRecord, place: { slug: string; stage: string }): Model {
  const { record } = planned;
  const { fields } = record;
  const named = {
    slug: place.slug,
    name: record.name,
    description: record.description,
    purpose: fields.purpose ?? "",
    team: fields.team ?? "",
    provider: fields.provider ?? "",
    tasks: fields.tasks ?? [],
    tags: record.tags,
    licence: fields.licence ?? "",
  };
  const row = {
    ...common(batch, planned),
    ...named,
    ...modelColumns(named),
    ownerId: ownerOf(batch, planned),
    kind: fields.kind ?? "other",
    sensitivity: fields.sensitivity ?? "internal",
    stage: place.stage,
    state: "active",
    card: null,
    origins: record.origins,
    archivedAt: null,
  };
  return row as unknown as Model;
}

function assetRow(batch: Batch, planned: PlannedRecord, slug: string): Asset {
  const { record } = planned;
  const facts = factsFor(planned);
  const named = {
    slug,
    name: record.name,
    description: record.description,
    team: record.fields.team ?? "",
    tags: record.tags,
    facts,
  };
  const row = {
    ...common(batch, planned),
    ...named,
    ...assetColumns(named),
    kind: record.kind,
    parentId: record.parentKey === null ? null : (batch.ids.get(record.parentKey)?.id ?? null),
    ownerId: ownerOf(batch, planned),
    sensitivity: record.fields.sensitivity ?? "internal",
    state: "active",
    origins: record.origins,
    archivedAt: null,
  };
  return row as unknown as Asset;
}

function versionRow(batch: Batch, planned: PlannedRecord): ModelVersion {
  const { record } = planned;
  const { label } = record.facts;
  const row = {
    ...common(batch, planned),
    modelId: batch.ids.get(record.parentKey ?? "")?.id,
    label: typeof label === "string" ? label : "1",
    stage: record.fields.stage ?? "design",
    state: "draft",
    facts: factsFor(planned),
    releasedBy: null,
    releasedAt: null,
    retiredAt: null,
  };
  return row as unknown as ModelVersion;
}

function artifactRows(batch: Batch, { record }: PlannedRecord): VersionArtifact[] {
  const versionId = batch.ids.get(record.key)?.id ?? "";
  return record.artifacts.map((artifact, position) => ({
    ...artifact,
    id: batch.ctx.newId(),
    orgId: batch.ctx.orgId,
    versionId,
    position,
    sizeBytes: artifact.sizeBytes === null ? null : BigInt(artifact.sizeBytes),
    createdAt: batch.ctx.now(),
  }));
}

/** The links that a new record states, the structural one of a version first. */
export function linkRows(batch: Batch, { record, linksAdded }: PlannedRecord): AssetLink[] {
  const owner = batch.ids.get(record.key);
  if (owner === undefined) return [];
  const parent = record.parentKey === null ? undefined : batch.ids.get(record.parentKey);
  const relation: RelationName = record.kind === "model_version" ? "version_of" : "release_of";
  const own = parent === undefined ? [] : [linkRow(batch.ctx, owner, { relation, ...parent })];
  const stated = linksAdded.flatMap((link) => {
    const other = batch.ids.get(link.to);
    return other === undefined || other.id === owner.id
      ? []
      : [linkRow(batch.ctx, owner, { relation: link.relation, ...other })];
  });
  return [...own, ...stated];
}

async function inChunks<Item>(
  rows: readonly Item[],
  write: (chunk: Item[]) => Promise<unknown>,
  after: (count: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    await write(chunk);
    await after(chunk.length);
  }
}

/** Without its JSON nulls, which the database gives by itself. */
function data<Item extends object>(row: Item): Item {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Item;
}

type Rows = {
  models: Model[];
  assets: Asset[];
  versions: ModelVersion[];
  artifacts: VersionArtifact[];
  links: AssetLink[];
};

function rowsOf(batch: Batch, plan: readonly PlannedRecord[], slugs: ReadonlyMap<string, string>): Rows {
  const of = (test: (planned: PlannedRecord) => boolean): PlannedRecord[] => plan.filter(test);
  const planned = of(({ record }) => record.kind === "model_version");
  const versions = planned.map((each) => versionRow(batch, each));
  const byModel = groupBy(versions, ({ modelId }) => modelId);
  const stageFor = ({ record }: PlannedRecord): string =>
    stageOfModel(byModel.get(batch.ids.get(record.key)?.id ?? "") ?? []) ?? record.fields.stage ?? "design";
  const slugOf = ({ record }: PlannedRecord): string => slugs.get(record.key) ?? "";
  const models = of(({ record }) => record.kind === "model").map((each) =>
    modelRow(batch, each, { slug: slugOf(each), stage: stageFor(each) }),
  );
  const assets = of(({ record }) => record.kind !== "model" && record.kind !== "model_version");
  assets.sort((a, b) => Number(a.record.parentKey !== null) - Number(b.record.parentKey !== null));
  return {
    models,
    versions,
    assets: assets.map((each) => assetRow(batch, each, slugOf(each))),
    artifacts: planned.flatMap((each) => artifactRows(batch, each)),
    links: plan.flatMap((each) => linkRows(batch, each)),
  };
}

function accountOf({ models, assets, versions, links, artifacts }: Rows): AuditItem[] {
  const linksOf = groupBy(links, ({ ownerId }) => ownerId);
  const artifactsOf = groupBy(artifacts, ({ versionId }) => versionId);
  const stated = (id: string) => statedLinks(id, linksOf.get(id) ?? []);
  return [
    ...models.map((row) => audited(modelAggregate, null, row)),
    ...assets.map((row) => audited(assetAggregates[row.kind as AssetKind], null, { ...row, links: stated(row.id) })),
    ...versions.map((row) => {
      const own = recordedArtifacts(artifactsOf.get(row.id) ?? []);
      return audited(versionAggregate, null, { ...row, links: stated(row.id), artifacts: own });
    }),
  ];
}

/** Writes all new records in bulk, models and datasets before their versions, and gives the account of each. */
export async function createRecords(
  batch: Batch,
  plan: readonly PlannedRecord[],
  report: (done: number) => Promise<void>,
): Promise<Created> {
  const { tx } = batch;
  const slugs = await slugsFor(tx, batch.ctx.orgId, plan);
  const rows = rowsOf(batch, plan, slugs);
  let done = 0;
  const count = async (written: number): Promise<void> => report((done += written));
  const silent = async (): Promise<void> => report(done);
  await inChunks(rows.models, (chunk) => tx.model.createMany({ data: chunk.map(data) as never }), count);
  await inChunks(rows.assets, (chunk) => tx.asset.createMany({ data: chunk.map(data) as never }), count);
  await inChunks(rows.versions, (chunk) => tx.modelVersion.createMany({ data: chunk.map(data) as never }), count);
  await inChunks(rows.artifacts, (chunk) => tx.versionArtifact.createMany({ data: chunk }), silent);
  await inChunks(rows.links, (chunk) => tx.assetLink.createMany({ data: chunk }), silent);
  const touched = [...new Set(rows.versions.map(({ modelId }) => modelId))];
  return {
    audit: accountOf(rows),
    slugs,
    stages: new Set(touched),
    finish: (updates) => followStages(batch, { created: rows.models, touched, updates }),
  };
}
