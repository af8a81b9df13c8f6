import type { ThreatPack, Tx } from "../../db/types.ts";
import { AppError } from "../../kernel/errors.ts";

/** Throws conflict when the stored pack is at another version than the one that was looked at. */
export function requirePackVersion(row: ThreatPack | null, expected: number | undefined): void {
  if (expected === undefined || row?.version === expected) return;
  throw new AppError("conflict", "Somebody changed this pack since you opened it. Nothing was changed.");
}

/** The organization's pack of this key, kept for this transaction; null when there is none. */
export async function lockPack(tx: Tx, orgId: string, key: string): Promise<ThreatPack | null> {
  await tx.$queryRaw`select id from threat_pack where org_id = ${orgId}::uuid and key = ${key} for update`;
  return tx.threatPack.findUnique({ where: { orgId_key: { orgId, key } } });
}
