import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { channelAggregate } from "../aggregates.ts";
import { toChannelDto } from "../channel-dto.ts";
import { loadChannel } from "../load-channel.ts";
import { ChannelDto, ChannelInput } from "../schema.ts";

/** Removes a channel and forgets its address. What waits for it is not sent. */
export const removeChannel = defineCommand({
  name: "alert_channel.remove",
  summary: "Remove a place that alerts are sent to, and forget its address",
  permission: "alert:manage",
  http: "POST /alert-channels/{id}/remove",
  input: ChannelInput,
  output: ChannelDto,
  load: ({ tx, input, ctx }) => loadChannel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.alertChannel.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { state: "removed", version: { increment: 1 }, updatedAt: ctx.now() },
    });
    if (count === 0) throw new AppError("conflict", "Somebody changed this channel in the meantime.");
    await tx.alertChannelSecret.deleteMany({ where: { channelId: target.id, orgId: ctx.orgId } });
    const after = await tx.alertChannel.findUniqueOrThrow({ where: { id: target.id } });
    return { result: await toChannelDto(tx, after), audit: [audited(channelAggregate, target, after)] };
  },
});
