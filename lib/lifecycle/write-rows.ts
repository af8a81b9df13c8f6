import type { GateAttestation, GateRequest, GateWaiver, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError } from "../kernel/errors.ts";

const stale = (): AppError =>
  new AppError("conflict", "Somebody decided on this in the meantime. Nothing was changed; look again.");

/** Changes a request, unless somebody was faster. Throws conflict. */
export async function writeRequest(
  tx: Tx,
  ctx: CommandContext,
  row: GateRequest,
  data: Partial<Omit<GateRequest, "id" | "orgId" | "material">> & { material?: object },
): Promise<GateRequest> {
  const { count } = await tx.gateRequest.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: { ...data, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  if (count === 0) throw stale();
  return tx.gateRequest.findUniqueOrThrow({ where: { id: row.id } });
}

/** Changes a waiver, unless somebody was faster. Throws conflict. */
export async function writeWaiver(
  tx: Tx,
  ctx: CommandContext,
  row: GateWaiver,
  data: Partial<Omit<GateWaiver, "id" | "orgId">>,
): Promise<GateWaiver> {
  const { count } = await tx.gateWaiver.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: { ...data, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  if (count === 0) throw stale();
  return tx.gateWaiver.findUniqueOrThrow({ where: { id: row.id } });
}

/** Changes an attestation, unless somebody was faster. Throws conflict. */
export async function writeAttestation(
  tx: Tx,
  ctx: CommandContext,
  row: GateAttestation,
  data: Partial<Omit<GateAttestation, "id" | "orgId" | "evidenceIds">>,
): Promise<GateAttestation> {
  const { count } = await tx.gateAttestation.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: { ...data, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  if (count === 0) throw stale();
  return tx.gateAttestation.findUniqueOrThrow({ where: { id: row.id } });
}
