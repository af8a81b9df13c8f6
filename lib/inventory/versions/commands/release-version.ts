import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { requireMayChange } from "../../load-model.ts";
import { versionAggregate } from "../aggregate.ts";
import { loadVersion, staleVersion, versionRecord } from "../load-version.ts";
import { ReleaseVersionInput, VersionDto } from "../schema.ts";
import { toVersionDto } from "../version-dto.ts";

/** Seals a version: from now on its artifacts, data and facts never change. */
export const releaseVersion = defineCommand({
  name: "model_version.release",
  summary: "Release a version, so that it never changes again",
  permission: "model:archive",
  http: "POST /models/{id}/versions/{version}/release",
  input: ReleaseVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => loadVersion(tx, ctx.orgId, input),
  authorize: ({ actor, target }) => requireMayChange(actor, target.model),
  async run({ tx, input, target, ctx }) {
    const { row, model } = target;
    if (row.version !== input.expectedVersion) throw await staleVersion(tx, ctx, target);
    if (row.state !== "draft") throw new AppError("precondition_failed", "This version is released already.");
    const before = await versionRecord(tx, row);
    const at = ctx.now();
    const { count } = await tx.modelVersion.updateMany({
      where: { id: row.id, version: row.version },
      data: {
        state: "released",
        releasedAt: at,
        releasedBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        updatedAt: at,
        version: { increment: 1 },
      },
    });
    if (count === 0) throw await staleVersion(tx, ctx, target);
    const after = await tx.modelVersion.findUniqueOrThrow({ where: { id: row.id } });
    const record = { ...after, links: before.links, artifacts: before.artifacts };
    return {
      result: await toVersionDto(tx, ctx, { model, row: after }),
      audit: [audited(versionAggregate, before, record, { reason: input.reason })],
    };
  },
});
