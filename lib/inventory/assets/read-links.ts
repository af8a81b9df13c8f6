import type { AssetLink } from "../../db/types.ts";
import type { Reader } from "../../kernel/query.ts";
import { readNodes } from "./nodes.ts";
import type { RelationName } from "./rules.ts";
import type { LinkDto } from "./schema.ts";

const MOST_INBOUND = 200;

type Tables = Pick<Reader, "assetLink" | "model" | "modelVersion" | "asset" | "user">;

const otherEnd = (row: AssetLink, id: string): { type: string; id: string } =>
  row.upId === id ? { type: row.downType, id: row.downId } : { type: row.upType, id: row.upId };

/** A thing's links with names: all that it states, then the first 200 that others state of it. */
export async function readLinks(db: Tables, orgId: string, id: string): Promise<LinkDto[]> {
  const own = await db.assetLink.findMany({
    where: { orgId, ownerId: id },
    orderBy: [{ relation: "asc" }, { id: "asc" }],
  });
  const others = await db.assetLink.findMany({
    where: { orgId, ownerId: { not: id }, OR: [{ upId: id }, { downId: id }] },
    orderBy: [{ relation: "asc" }, { id: "asc" }],
    take: MOST_INBOUND,
  });
  const rows = [...own, ...others];
  const nodes = await readNodes(
    db,
    orgId,
    rows.map((row) => otherEnd(row, id)),
  );
  return rows.flatMap((row) => {
    const node = nodes.get(otherEnd(row, id).id);
    if (node === undefined) return [];
    return [{ relation: row.relation as RelationName, stated: row.ownerId === id ? "here" : "there", node } as const];
  });
}
