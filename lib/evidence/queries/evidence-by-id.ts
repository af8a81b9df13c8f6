import type { Evidence, Tx } from "../../db/types.ts";

/** Evidence of the organization by id, withdrawn evidence included. */
export async function evidenceById(db: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, Evidence>> {
  if (ids.length === 0) return new Map();
  const rows = await db.evidence.findMany({ where: { orgId, id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, row]));
}
