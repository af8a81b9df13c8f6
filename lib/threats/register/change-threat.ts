import type { Threat, Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Mapping } from "../../knowledge/taxonomies.ts";
import type { z } from "../../zod.ts";
import { threatAggregate } from "../aggregates.ts";
import { derivedColumns } from "./columns.ts";
import type { Grammar, Mitigation, Reason, ThreatDto } from "./schema.ts";
import { threatDto } from "./threat-dto.ts";

type Json = "grammar" | "mitigations" | "links" | "because" | "taxonomy";
type Kept = "id" | "orgId" | "version" | "createdAt" | "updatedAt" | "rank" | "searchText" | "tactics";
/** What of a threat can be written. */
export type ThreatData = Partial<Omit<Threat, Json | Kept>> & {
  grammar?: z.infer<typeof Grammar>;
  mitigations?: Mitigation[];
  links?: ThreatDto["links"];
  because?: z.infer<typeof Reason>[];
  taxonomy?: Mapping[];
};

/** Throws conflict with the current threat when it is at another version than the one that was decided on. */
export async function requireVersion(
  tx: Tx,
  ctx: CommandContext,
  threat: Threat,
  expected: number | undefined,
): Promise<void> {
  if (expected === undefined || expected === threat.version) return;
  throw new AppError("conflict", "Somebody changed this threat since you opened it. Nothing was overwritten.", {
    extra: { current: await threatDto(tx, ctx, threat) },
  });
}

/** Writes these fields and the columns derived from them, and gives the account of it. */
export async function changeThreat(
  tx: Tx,
  ctx: CommandContext,
  before: Threat,
  change: { data: ThreatData; reason?: string | undefined },
): Promise<{ after: Threat; item: AuditItem }> {
  const after = await tx.threat.update({
    where: { id: before.id, version: before.version },
    data: {
      ...change.data,
      ...derivedColumns({ ...before, ...change.data }),
      updatedAt: ctx.now(),
      version: { increment: 1 },
    },
  });
  return { after, item: audited(threatAggregate, before, after, { reason: change.reason }) };
}
