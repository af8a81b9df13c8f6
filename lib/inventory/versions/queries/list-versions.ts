import { can } from "../../../kernel/can.ts";
import { decodeCursor, encodeCursor } from "../../../kernel/cursor.ts";
import { invalid } from "../../../kernel/errors.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { loadModel } from "../../load-model.ts";
import { mayChangeModel } from "../../rules.ts";
import type { Stage } from "../rules.ts";
import { ListVersionsInput, VersionListDto } from "../schema.ts";

/** Versions of one model, newest first. */
export const listVersions = defineQuery({
  name: "model_version.list",
  summary: "List the versions of a model",
  permission: "model:read",
  http: "GET /models/{id}/versions",
  input: ListVersionsInput,
  output: VersionListDto,
  async run({ db, input, ctx }) {
    const model = await loadModel(db, ctx.orgId, input.id);
    const [at, id] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
    if (at !== undefined && Number.isNaN(Date.parse(at))) invalid("cursor", "This cursor was not made here.");
    const before =
      at === undefined || id === undefined
        ? {}
        : { OR: [{ createdAt: { lt: new Date(at) } }, { createdAt: new Date(at), id: { lt: id } }] };
    const [rows, total] = await Promise.all([
      db.modelVersion.findMany({
        where: { orgId: ctx.orgId, modelId: model.id, ...before },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: input.limit + 1,
      }),
      db.modelVersion.count({ where: { orgId: ctx.orgId, modelId: model.id } }),
    ]);
    const page = rows.slice(0, input.limit);
    const counts = await db.versionArtifact.groupBy({
      by: ["versionId"],
      where: { versionId: { in: page.map((row) => row.id) } },
      _count: { _all: true },
    });
    const artifacts = new Map(counts.map((row) => [row.versionId, row._count._all]));
    const last = page.at(-1);
    return {
      items: page.map((row) => ({
        id: row.id,
        modelId: row.modelId,
        label: row.label,
        stage: row.stage as Stage,
        state: row.state as "draft" | "released" | "retired",
        tags: row.tags,
        artifactCount: artifacts.get(row.id) ?? 0,
        version: row.version,
        createdAt: row.createdAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
        releasedAt: row.releasedAt?.toISOString() ?? null,
      })),
      nextCursor:
        rows.length > input.limit && last !== undefined ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      total,
      abilities: {
        create: model.state === "active" && can(ctx.actor, "model:write") && mayChangeModel(ctx.actor, model),
      },
    };
  },
});
