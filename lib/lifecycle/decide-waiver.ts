import type { Tx } from "../db/types.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { NonEmpty } from "../kernel/command.ts";
import type { CommandContext } from "../kernel/context.ts";
import { gateWaiverAggregate } from "./aggregates.ts";
import { mentionedIn, toWaiverDto } from "./gate-dto.ts";
import { settleWaiver, tell } from "./gate-tasks.ts";
import type { OpenWaiver } from "./open-gate.ts";
import { openWaiver } from "./open-gate.ts";
import type { WaiverDto } from "./schema.ts";
import { waiverTaskTitle } from "./waiver-words.ts";
import { watchGate } from "./watch-gate.ts";
import { writeWaiver } from "./write-rows.ts";

type Change = Parameters<typeof writeWaiver>[3];

/** Changes a waiver, closes its tasks, tells who asked and the owner, and looks at the version's gate again. */
export async function changeWaiver(
  tx: Tx,
  ctx: CommandContext,
  { waiver, source }: OpenWaiver,
  { data, word, reason }: { data: Change; word: string; reason: string | undefined },
): Promise<{ result: WaiverDto; audit: NonEmpty<AuditItem> }> {
  const after = await writeWaiver(tx, ctx, waiver, data);
  const title = source.policy.criteria.find(({ id }) => id === waiver.criterion)?.title ?? waiver.criterion;
  const closed = await settleWaiver(tx, ctx, waiver.versionId, waiverTaskTitle(source, title));
  await tell(tx, ctx, {
    people: [waiver.requestedBy, source.model.ownerId],
    versionId: waiver.versionId,
    kind: "gate_waiver",
    title: `${source.model.name} ${source.row.label}: waiver ${word} (${title})`.slice(0, 200),
    detail: reason ?? "",
  });
  const watched = await watchGate(tx, ctx, waiver.versionId);
  const now = await openWaiver(tx, ctx, waiver.id);
  const people = await peopleById(tx, ctx.orgId, mentionedIn(now.source));
  return {
    result: toWaiverDto(after, now.source, people, ctx),
    audit: [audited(gateWaiverAggregate, waiver, after, { reason }), ...closed, ...watched],
  };
}
