import type { ModelVersion } from "../../../db/types.ts";
import type { JsonValue } from "../../../interop/json-value.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { requireCustom } from "../../../fields/queries/require-custom.ts";
import { replaceLinks } from "../../assets/links.ts";
import { requireMayChange } from "../../load-model.ts";
import { sameValue } from "../../rules.ts";
import { versionAggregate } from "../aggregate.ts";
import { loadVersion, staleVersion, versionRecord } from "../load-version.ts";
import { UpdateVersionInput, VersionDto, VersionFacts } from "../schema.ts";
import { toVersionDto } from "../version-dto.ts";
import { replaceArtifacts } from "../write-artifacts.ts";

type Facts = { [field: string]: JsonValue };
type Changes = Partial<Pick<ModelVersion, "description" | "tags">> & {
  facts: Facts;
  custom?: Facts;
  documents?: Facts[];
};

function nextFacts(row: ModelVersion, given: Facts | undefined): Facts {
  const parsed = VersionFacts.safeParse({ ...(row.facts as Facts), ...given });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = ["facts", ...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join(".");
  return invalid(path, unknown === undefined ? (issue?.message ?? "") : "A version has no such fact.");
}

/** Changes a draft. A released version never changes: what was approved stays what it was. */
export const updateVersion = defineCommand({
  name: "model_version.update",
  summary: "Change a draft version of a model",
  permission: "model:write",
  http: "PATCH /models/{id}/versions/{version}",
  input: UpdateVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => loadVersion(tx, ctx.orgId, input),
  authorize: ({ actor, target }) => requireMayChange(actor, target.model),
  async run({ tx, input, target, ctx }) {
    const { row, model } = target;
    const { id: _id, version: _version, expectedVersion, reason, links, artifacts, facts, ...given } = input;
    if (row.version !== expectedVersion) throw await staleVersion(tx, ctx, target);
    if (row.state !== "draft") {
      throw new AppError("precondition_failed", "This version is released and cannot be changed. Add a new version.");
    }
    if (given.custom !== undefined) {
      const thing = { orgId: ctx.orgId, type: "model_version", before: target.row.custom };
      await requireCustom(tx, thing, given.custom);
    }
    const before = await versionRecord(tx, row);
    const changes = { ...given, facts: nextFacts(row, facts) } as Changes;
    const { count } = await tx.modelVersion.updateMany({
      where: { id: row.id, version: row.version },
      data: { ...changes, updatedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw await staleVersion(tx, ctx, target);
    if (links !== undefined) await replaceLinks(tx, ctx, { type: "model_version", id: row.id }, links);
    if (artifacts !== undefined) await replaceArtifacts(tx, ctx, row.id, artifacts);
    const after = await versionRecord(tx, await tx.modelVersion.findUniqueOrThrow({ where: { id: row.id } }));
    if (sameValue(versionAggregate.image(before), versionAggregate.image(after))) {
      invalid("", "Nothing here differs from the record, so there is nothing to save.");
    }
    return {
      result: await toVersionDto(tx, ctx, { model, row: after }),
      audit: [audited(versionAggregate, before, after, { reason })],
    };
  },
});
