import type { Asset } from "../../db/types.ts";
import type { Actor } from "../../kernel/actor.ts";
import type { Context } from "../../kernel/context.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { isUuid } from "../../kernel/ids.ts";
import type { Reader } from "../../kernel/query.ts";
import { mayChangeModel } from "../rules.ts";
import { toAssetDto } from "./asset-dto.ts";
import { nodeLabels, type AssetKind } from "./rules.ts";

type Tables = Pick<Reader, "assetLink" | "model" | "modelVersion" | "asset" | "user">;

/** The organization's asset with this id, or of this kind with this slug. Throws not_found. */
export async function loadAsset(
  db: Pick<Reader, "asset">,
  orgId: string,
  wanted: { id: string; kind?: AssetKind | undefined },
): Promise<Asset> {
  const { id, kind } = wanted;
  const label = kind === undefined ? "asset" : nodeLabels[kind].toLowerCase();
  if (!isUuid(id.toLowerCase()) && kind === undefined) return notFound(label);
  const where = isUuid(id.toLowerCase()) ? { id: id.toLowerCase() } : { slug: id };
  const found = await db.asset.findFirst({ where: { orgId, ...where, ...(kind === undefined ? {} : { kind }) } });
  return found ?? notFound(label);
}

/** Throws forbidden unless the actor may change this asset. */
export function requireMayChangeAsset(actor: Actor, asset: Asset): void {
  if (mayChangeModel(actor, asset)) return;
  const what = nodeLabels[asset.kind as AssetKind].toLowerCase();
  const who = "Only its owner, whoever registered it, a security lead or an administrator";
  throw new AppError("forbidden", `${who} may change this ${what}.`);
}

/** The conflict to throw when somebody else was faster; it carries the record as it is now. */
export async function staleAsset(db: Tables, ctx: Context, row: Asset): Promise<AppError> {
  const newest = await loadAsset(db, ctx.orgId, { id: row.id });
  return new AppError("conflict", "Somebody changed this since you opened it. Nothing was overwritten.", {
    extra: { current: await toAssetDto(db, ctx, newest) },
  });
}
