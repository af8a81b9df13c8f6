import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { channelAggregate } from "../aggregates.ts";
import { toChannelDto } from "../channel-dto.ts";
import { loadChannel } from "../load-channel.ts";
import { ChannelDto, UpdateChannelInput } from "../schema.ts";

/** Changes what a channel is sent and how it is grouped. Its address stays: another address is another channel. */
export const updateChannel = defineCommand({
  name: "alert_channel.update",
  summary: "Change what a channel is sent, and how alerts are put together for it",
  permission: "alert:manage",
  http: "PATCH /alert-channels/{id}",
  input: UpdateChannelInput,
  output: ChannelDto,
  load: ({ tx, input, ctx }) => loadChannel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { id, expectedVersion, ...given } = input;
    const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { count } = await tx.alertChannel.updateMany({
      where: { id, orgId: ctx.orgId, version: expectedVersion ?? target.version },
      data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
    });
    if (count === 0) throw new AppError("conflict", "Somebody changed this channel in the meantime.");
    const after = await tx.alertChannel.findUniqueOrThrow({ where: { id } });
    return { result: await toChannelDto(tx, after), audit: [audited(channelAggregate, target, after)] };
  },
});
