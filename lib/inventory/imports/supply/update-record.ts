import type { Asset, Model, ModelVersion } from "../../../db/types.ts";
import type { JsonValue } from "../../../interop/json-value.ts";
import { audited, type AuditItem } from "../../../kernel/aggregate.ts";
import { AppError } from "../../../kernel/errors.ts";
import { modelAggregate } from "../../aggregate.ts";
import { assetAggregates } from "../../assets/aggregates.ts";
import { assetFacts } from "../../assets/facts-schema.ts";
import { linksOf } from "../../assets/links.ts";
import type { AssetKind } from "../../assets/rules.ts";
import { writeAsset, type AssetChanges } from "../../assets/write-asset.ts";
import { versionAggregate } from "../../versions/aggregate.ts";
import { versionRecord } from "../../versions/load-version.ts";
import { stageOfModel } from "../../versions/rules.ts";
import { VersionFacts, type ArtifactInput } from "../../versions/schema.ts";
import { replaceArtifacts } from "../../versions/write-artifacts.ts";
import { writeModel } from "../../write-model.ts";
import type { Batch } from "./batch.ts";
import { linkRows } from "./create-records.ts";
import type { Existing } from "./existing.ts";
import type { PlannedRecord } from "./plan-supply.ts";
import { sourceFor } from "./source-for.ts";

type Facts = Record<string, JsonValue>;

function split(changed: Readonly<Facts>): { columns: Facts; facts: Facts } {
  const entries = Object.entries(changed);
  const facts = entries.filter(([field]) => field.startsWith("facts."));
  return {
    columns: Object.fromEntries(entries.filter(([field]) => !field.startsWith("facts.") && field !== "artifacts")),
    facts: Object.fromEntries(facts.map(([field, value]) => [field.slice("facts.".length), value])),
  };
}

async function changeLinks(batch: Batch, planned: PlannedRecord, ownerId: string): Promise<void> {
  for (const { relation, id } of planned.linksGone) {
    await batch.tx.assetLink.deleteMany({ where: { ownerId, relation, OR: [{ upId: id }, { downId: id }] } });
  }
  const rows = linkRows(batch, { ...planned, record: { ...planned.record, parentKey: null } });
  if (rows.length > 0) await batch.tx.assetLink.createMany({ data: rows, skipDuplicates: true });
}

function checked(planned: PlannedRecord, facts: Facts, current: Facts): Facts {
  const { record } = planned;
  const schema = record.kind === "model_version" ? VersionFacts : assetFacts[record.kind as AssetKind];
  const parsed = schema.safeParse({ ...current, ...facts });
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? "";
  throw new AppError("unprocessable", `${record.name} cannot be changed: ${message} Nothing was changed.`, {
    errors: [{ path: record.rest?.pointer ?? record.key, message }],
  });
}

async function updateModel(batch: Batch, planned: PlannedRecord, row: Model, versioned: boolean): Promise<AuditItem[]> {
  const { tx, ctx } = batch;
  const { columns } = split(planned.changed);
  const versions = versioned
    ? await tx.modelVersion.findMany({ where: { modelId: row.id }, select: { stage: true, state: true } })
    : [];
  const stage = stageOfModel(versions);
  const next = await writeModel(tx, ctx, row, {
    ...(columns as object),
    ...(stage === null ? {} : { stage }),
    sourceKey: planned.record.sourceKey,
    source: sourceFor(batch, planned),
    origins: { ...(row.origins as object), ...planned.record.origins },
  });
  return [audited(modelAggregate, row, next)];
}

async function updateAsset(batch: Batch, planned: PlannedRecord, row: Asset): Promise<AuditItem[]> {
  const { tx, ctx } = batch;
  const { columns, facts } = split(planned.changed);
  const before = { ...row, links: await linksOf(tx, row.id) };
  const next = await writeAsset(tx, ctx, row, {
    ...(columns as AssetChanges),
    facts: checked(planned, facts, row.facts as Facts),
    sourceKey: planned.record.sourceKey,
    source: sourceFor(batch, planned),
    origins: { ...(row.origins as object), ...planned.record.origins },
  });
  await changeLinks(batch, planned, row.id);
  const after = { ...next, links: await linksOf(tx, row.id) };
  return [audited(assetAggregates[row.kind as AssetKind], before, after)];
}

async function updateVersion(batch: Batch, planned: PlannedRecord, row: ModelVersion): Promise<AuditItem[]> {
  const { tx, ctx } = batch;
  const { columns, facts } = split(planned.changed);
  const before = await versionRecord(tx, row);
  const { count } = await tx.modelVersion.updateMany({
    where: { id: row.id, version: row.version, state: "draft" },
    data: {
      ...(columns as object),
      facts: checked(planned, facts, row.facts as Facts) as never,
      sourceKey: planned.record.sourceKey,
      source: sourceFor(batch, planned) as never,
      updatedAt: ctx.now(),
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new AppError("conflict", "A version changed meanwhile. Nothing was changed; look again.");
  const artifacts = planned.changed["artifacts"];
  if (artifacts !== undefined) await replaceArtifacts(tx, ctx, row.id, artifacts as unknown as ArtifactInput[]);
  await changeLinks(batch, planned, row.id);
  const after = await versionRecord(tx, await tx.modelVersion.findUniqueOrThrow({ where: { id: row.id } }));
  return [audited(versionAggregate, before, after)];
}

/** Carries out one changed record. `versioned` holds the ids of models that get new versions in this import. */
export async function updateRecord(
  batch: Batch,
  planned: PlannedRecord,
  versioned: ReadonlySet<string>,
): Promise<AuditItem[]> {
  const existing: Existing | null = planned.existing;
  if (existing === null) throw new Error("a change without a record");
  if (existing.kind === "model") return updateModel(batch, planned, existing.row, versioned.has(existing.row.id));
  if (existing.kind === "model_version") return updateVersion(batch, planned, existing.row);
  return updateAsset(batch, planned, existing.row);
}
