import type { Tx } from "../../../db/types.ts";
import { isReservedAssetSlug } from "../../assets/rules.ts";
import { freeSlug, isReservedSlug, proposeSlug } from "../../rules.ts";
import type { PlannedRecord } from "./plan-supply.ts";

/** Free addresses for new records, by their key; one pass over the addresses that are taken. */
export async function slugsFor(tx: Tx, orgId: string, plan: readonly PlannedRecord[]): Promise<Map<string, string>> {
  const kinds = [...new Set(plan.map(({ record }) => record.kind))];
  const assets = await tx.asset.findMany({ where: { orgId, kind: { in: kinds } }, select: { kind: true, slug: true } });
  const models = kinds.includes("model") ? await tx.model.findMany({ where: { orgId }, select: { slug: true } }) : [];
  const taken = new Map<string, Set<string>>(kinds.map((kind) => [kind, new Set()]));
  for (const { kind, slug } of assets) taken.get(kind)?.add(slug);
  for (const { slug } of models) taken.get("model")?.add(slug);
  const slugs = new Map<string, string>();
  for (const { record } of plan) {
    if (record.kind === "model_version") continue;
    const used = taken.get(record.kind) ?? new Set<string>();
    const proposed = proposeSlug(record.fields.slug ?? record.name);
    const reserved = record.kind === "model" ? isReservedSlug(proposed) : isReservedAssetSlug(proposed);
    const slug = freeSlug(reserved ? `${proposed}-${record.kind.replace("_", "-")}` : proposed, used);
    used.add(slug);
    slugs.set(record.key, slug);
  }
  return slugs;
}
