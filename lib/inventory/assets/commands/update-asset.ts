import type { Asset } from "../../../db/types.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { requireCustom } from "../../../fields/queries/require-custom.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import { sameValue } from "../../rules.ts";
import type { z } from "../../../zod.ts";
import { assetAggregates } from "../aggregates.ts";
import { toAssetDto } from "../asset-dto.ts";
import { assetFacts } from "../facts-schema.ts";
import { linksOf, replaceLinks } from "../links.ts";
import { loadAsset, requireMayChangeAsset, staleAsset } from "../load-asset.ts";
import type { AssetKind } from "../rules.ts";
import { AssetDto, UpdateAssetInput } from "../schema.ts";
import { writeAsset, type AssetChanges } from "../write-asset.ts";

type Given = Omit<z.output<typeof UpdateAssetInput>, "id" | "expectedVersion" | "reason" | "links">;

/** The facts after the change. Throws invalid_input with the place of what does not fit the kind. */
function nextFacts(row: Asset, given: Given["facts"]): AssetChanges["facts"] {
  const parsed = assetFacts[row.kind as AssetKind].safeParse({ ...(row.facts as object), ...given });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = ["facts", ...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join(".");
  return invalid(path, unknown === undefined ? (issue?.message ?? "") : "This kind of asset has no such fact.");
}

function changesOf(row: Asset, given: Given): AssetChanges {
  const wanted: AssetChanges = { ...(given as AssetChanges) };
  if (given.facts !== undefined) wanted.facts = nextFacts(row, given.facts) ?? {};
  const changed = Object.entries(wanted).filter(([field, value]) => !sameValue(value, row[field as keyof Asset]));
  return Object.fromEntries(changed);
}

/** Changes the fields that are given, on the version they were changed on. A stale version is a conflict with the current record. */
export const updateAsset = defineCommand({
  name: "asset.update",
  summary: "Change an asset",
  permission: "asset:write",
  http: "PATCH /assets/{id}",
  input: UpdateAssetInput,
  output: AssetDto,
  load: ({ tx, input, ctx }) => loadAsset(tx, ctx.orgId, { id: input.id }),
  authorize: ({ actor, target }) => requireMayChangeAsset(actor, target),
  async run({ tx, input, target, ctx }) {
    const { id: _id, expectedVersion, reason, links, ...given } = input;
    const kind = target.kind as AssetKind;
    if (target.version !== expectedVersion) throw await staleAsset(tx, ctx, target);
    if (target.state === "archived") {
      throw new AppError("precondition_failed", "This is archived. Restore it before changing it.");
    }
    const changes = changesOf(target, given);
    if (changes.ownerId !== undefined)
      await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [changes.ownerId] });
    if (given.custom !== undefined) {
      await requireCustom(tx, { orgId: ctx.orgId, type: kind, before: target.custom }, given.custom);
    }
    const before = await linksOf(tx, target.id);
    const row = await writeAsset(tx, ctx, target, changes);
    const after = links === undefined ? before : await replaceLinks(tx, ctx, { type: kind, id: row.id }, links);
    if (Object.keys(changes).length === 0 && sameValue(before, after)) {
      invalid("", "Nothing here differs from the record, so there is nothing to save.");
    }
    return {
      result: await toAssetDto(tx, ctx, row),
      audit: [audited(assetAggregates[kind], { ...target, links: before }, { ...row, links: after }, { reason })],
    };
  },
});
