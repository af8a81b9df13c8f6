import type { Model, ModelVersion, Tx } from "../../db/types.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import type { Context } from "../../kernel/context.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { Reader } from "../../kernel/query.ts";
import { linksOf } from "../assets/links.ts";
import { loadModel } from "../load-model.ts";
import { recordedArtifacts, type VersionRecord } from "./aggregate.ts";
import { toVersionDto } from "./version-dto.ts";

export type VersionOfModel = { model: Model; row: ModelVersion };

/** A version of the organization by its model (id or slug) and its id or label. Throws not_found. */
export async function loadVersion(
  db: Pick<Reader, "model" | "modelVersion">,
  orgId: string,
  wanted: { id: string; version: string },
): Promise<VersionOfModel> {
  const model = await loadModel(db, orgId, wanted.id);
  const where = isUuid(wanted.version.toLowerCase()) ? { id: wanted.version.toLowerCase() } : { label: wanted.version };
  const row = await db.modelVersion.findFirst({ where: { orgId, modelId: model.id, ...where } });
  return row === null ? notFound("version of this model") : { model, row };
}

/** A version with what belongs to its record. */
export async function versionRecord(
  tx: Pick<Tx, "assetLink" | "versionArtifact">,
  row: ModelVersion,
): Promise<VersionRecord> {
  const artifacts = await tx.versionArtifact.findMany({ where: { versionId: row.id } });
  return { ...row, links: await linksOf(tx, row.id), artifacts: recordedArtifacts(artifacts) };
}

/** The conflict to throw when somebody else was faster; it carries the record as it is now. */
export async function staleVersion(db: Reader | Tx, ctx: Context, found: VersionOfModel): Promise<AppError> {
  const newest = await loadVersion(db, ctx.orgId, { id: found.model.id, version: found.row.id });
  return new AppError("conflict", "Somebody changed this version since you opened it. Nothing was overwritten.", {
    extra: { current: await toVersionDto(db, ctx, newest) },
  });
}
