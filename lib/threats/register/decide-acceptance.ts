import type { Threat, Tx } from "../../db/types.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import type { NonEmpty } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { z } from "../../zod.ts";
import { notify } from "../../work/notify.ts";
import { changeThreat, type ThreatData } from "./change-threat.ts";
import type { ThreatDto } from "./schema.ts";
import { settleAcceptance } from "./settle-acceptance.ts";
import { threatDto } from "./threat-dto.ts";

/** Throws precondition_failed unless somebody asked to accept the risk and nobody decided yet. */
export function requireAsked(threat: Threat): void {
  if (threat.acceptRequestedBy !== null && threat.acceptedBy === null) return;
  throw new AppError("precondition_failed", "Nobody asks to accept this risk. Ask for it first.");
}

type Decision = { data: ThreatData; word: "accepted" | "refused"; reason: string | undefined };

/** Writes the decision on a request to accept a risk, closes its tasks, and tells who asked and who owns the threat. */
export async function decideAcceptance(
  tx: Tx,
  ctx: CommandContext,
  target: Threat,
  { data, word, reason }: Decision,
): Promise<{ result: z.input<typeof ThreatDto>; audit: NonEmpty<AuditItem> }> {
  const { after, item } = await changeThreat(tx, ctx, target, { data, reason });
  const settled = await settleAcceptance(tx, ctx, target, "done");
  await notify(tx, ctx, {
    userIds: [target.acceptRequestedBy, target.ownerId].filter((id) => id !== null),
    kind: "threat_acceptance",
    title: `Risk ${word}: ${target.title}`.slice(0, 200),
    detail: reason ?? "",
    entity: { type: "threat", id: target.id },
  });
  return { result: await threatDto(tx, ctx, after), audit: [item, ...settled] };
}
