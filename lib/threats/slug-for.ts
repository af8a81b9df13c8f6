import type { Tx } from "../db/types.ts";
import { freeSlug, isReservedSlug, proposeSlug } from "../inventory/rules.ts";

/** Words of addresses that a slug would hide. */
const RESERVED = ["draw"] as const;

/** A free address for a threat model of this name. */
export async function slugFor(tx: Tx, orgId: string, name: string): Promise<string> {
  const proposed = proposeSlug(name);
  const wanted = isReservedSlug(proposed) ? `${proposed}-threat-model` : proposed;
  const start = wanted.slice(0, 55).replace(/-+$/, "");
  const taken = await tx.threatModel.findMany({
    where: { orgId, slug: { startsWith: start } },
    select: { slug: true },
  });
  return freeSlug(wanted, new Set([...RESERVED, ...taken.map(({ slug }) => slug)]));
}
