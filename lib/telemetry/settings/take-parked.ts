import type { Tx } from "../../db/types.ts";
import { notFound } from "../../kernel/errors.ts";
import { PARKED_COLUMNS, type ParkedRow } from "./parked-row.ts";

/** Locks a parked batch of the organization, so that two people do not decide about it at once. Throws not_found. */
export async function takeParked(tx: Tx, orgId: string, id: string): Promise<ParkedRow> {
  const rows = await tx.$queryRawUnsafe<ParkedRow[]>(
    `select ${PARKED_COLUMNS} from telemetry_parked where org_id = $1::uuid and id = $2::uuid for update`,
    orgId,
    id,
  );
  return rows[0] ?? notFound("parked batch");
}
