import type { Tx } from "../db/types.ts";

/** Names of people of one organization by id; ids of nobody are absent. */
export async function personNames(
  db: Pick<Tx, "user">,
  orgId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.user.findMany({ where: { orgId, id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
