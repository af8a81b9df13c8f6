import type { Model, ModelVersion } from "../../db/types.ts";
import { can } from "../../kernel/can.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { readNodes } from "../assets/nodes.ts";
import { readLinks } from "../assets/read-links.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { mayChangeModel } from "../rules.ts";
import { recordedArtifacts } from "./aggregate.ts";
import { VersionFacts, type VersionDto } from "./schema.ts";

type Tables = Pick<Reader, "assetLink" | "model" | "modelVersion" | "versionArtifact" | "asset" | "user">;

/** A version as clients see it, with its artifacts and what it is linked to. */
export async function toVersionDto(
  db: Tables,
  ctx: Context,
  { model, row }: { model: Model; row: ModelVersion },
): Promise<z.input<typeof VersionDto>> {
  const people = await peopleById(db, ctx.orgId, [row.createdBy, row.releasedBy]);
  const node = (await readNodes(db, ctx.orgId, [{ type: "model", id: model.id }])).get(model.id);
  if (node === undefined) throw new Error("a version without its model");
  const artifacts = recordedArtifacts(await db.versionArtifact.findMany({ where: { versionId: row.id } }));
  const draft = row.state === "draft" && model.state === "active" && mayChangeModel(ctx.actor, model);
  const dto = {
    id: row.id,
    modelId: row.modelId,
    model: node,
    label: row.label,
    stage: row.stage,
    state: row.state,
    tags: row.tags,
    description: row.description,
    facts: VersionFacts.parse(row.facts),
    documents: row.documents,
    custom: row.custom,
    artifacts,
    artifactCount: artifacts.length,
    links: await readLinks(db, ctx.orgId, row.id),
    createdBy: row.createdBy === null ? null : (people.get(row.createdBy) ?? null),
    releasedBy: row.releasedBy === null ? null : (people.get(row.releasedBy) ?? null),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    releasedAt: row.releasedAt?.toISOString() ?? null,
    retiredAt: row.retiredAt?.toISOString() ?? null,
    source: row.source,
    abilities: { edit: draft && can(ctx.actor, "model:write"), release: draft && can(ctx.actor, "model:archive") },
  };
  return dto as unknown as z.input<typeof VersionDto>;
}
