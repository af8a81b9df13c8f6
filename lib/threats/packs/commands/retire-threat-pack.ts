import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { threatPackAggregate } from "../../aggregates.ts";
import { lockPack, requirePackVersion } from "../load-pack.ts";
import { packDto, packUse } from "../pack-dto.ts";
import { RetireThreatPackInput, ThreatPackDto } from "../schema.ts";

/** Takes a pack out of use: it suggests nothing any more. What was decided about its threats stays. */
export const retireThreatPack = defineCommand({
  name: "threat_pack.retire",
  summary: "Take a pack of threats out of use",
  permission: "threat:manage",
  http: "POST /threat-packs/{key}/retire",
  input: RetireThreatPackInput,
  output: ThreatPackDto,
  load: async ({ tx, input, ctx }) => (await lockPack(tx, ctx.orgId, input.key)) ?? notFound("threat pack"),
  async run({ tx, input, target, ctx }) {
    requirePackVersion(target, input.expectedVersion);
    if (target.state === "retired") throw new AppError("precondition_failed", "This pack is out of use already.");
    const row = await tx.threatPack.update({
      where: { id: target.id, version: target.version },
      data: { state: "retired", updatedAt: ctx.now(), version: { increment: 1 } },
    });
    const use = await packUse(tx, ctx.orgId, [row.key]);
    const item = audited(threatPackAggregate, target, row, { reason: input.reason });
    return { result: packDto(row, use.get(row.key) ?? 0), audit: [item] };
  },
});
