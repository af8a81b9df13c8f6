import type { Asset, Tx } from "../../db/types.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { JsonValue } from "../../interop/json-value.ts";
import { freeSlug, proposeSlug } from "../rules.ts";
import { derivedColumns } from "./derived-columns.ts";
import { staleAsset } from "./load-asset.ts";
import { isReservedAssetSlug, nodeLabels, type AssetKind } from "./rules.ts";

/** The columns that a change of an asset may set. */
export type AssetChanges = Partial<
  Pick<
    Asset,
    "name" | "description" | "ownerId" | "team" | "sensitivity" | "tags" | "state" | "archivedAt" | "sourceKey"
  >
> & {
  facts?: { [field: string]: JsonValue };
  custom?: { [field: string]: JsonValue };
  documents?: { [field: string]: JsonValue }[];
  source?: { [field: string]: JsonValue };
  origins?: { [field: string]: JsonValue };
};

/** Writes the changes on top of exactly this version of the row and gives the new row. Throws conflict when it is no longer the newest. */
export async function writeAsset(tx: Tx, ctx: CommandContext, row: Asset, changes: AssetChanges): Promise<Asset> {
  const next = { ...row, ...changes };
  const { count } = await tx.asset.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: { ...changes, ...derivedColumns(next), updatedAt: ctx.now(), version: { increment: 1 } },
  });
  if (count === 0) throw await staleAsset(tx, ctx, row);
  return tx.asset.findUniqueOrThrow({ where: { id: row.id } });
}

/** The organization's slugs of this kind that begin like this one: those that freeSlug must avoid. */
export async function takenAssetSlugs(
  tx: Pick<Tx, "asset">,
  orgId: string,
  kind: AssetKind,
  slug: string,
): Promise<Set<string>> {
  const start = slug.slice(0, 55).replace(/-+$/, "");
  const rows = await tx.asset.findMany({ where: { orgId, kind, slug: { startsWith: start } }, select: { slug: true } });
  return new Set(rows.map((row) => row.slug));
}

/** A slug for a new asset: the wanted one, or one made from the name. Throws conflict with a free one when the wanted one is taken. */
export async function slugFor(
  tx: Pick<Tx, "asset">,
  orgId: string,
  kind: AssetKind,
  wanted: { slug?: string | undefined; name: string },
): Promise<string> {
  const proposed = wanted.slug ?? proposeSlug(wanted.name);
  const slug = isReservedAssetSlug(proposed) ? `${proposed}-${kind.replace("_", "-")}` : proposed;
  const free = freeSlug(slug, await takenAssetSlugs(tx, orgId, kind, slug));
  if (wanted.slug === undefined || free === wanted.slug) return free;
  const label = nodeLabels[kind].toLowerCase();
  throw new AppError("conflict", `Another ${label} already has the address ${wanted.slug}. ${free} is free.`, {
    errors: [{ path: "slug", message: `This address is taken. ${free} is free.` }],
    extra: { proposal: free },
  });
}
