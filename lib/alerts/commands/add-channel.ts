import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { channelAggregate } from "../aggregates.ts";
import { checkAddress } from "../channel-address.ts";
import { toChannelDto } from "../channel-dto.ts";
import { AddChannelInput, ChannelDto } from "../schema.ts";
import { sealAddress } from "../sealed-address.ts";

/** Adds a place that alerts are sent to. Address and secret are sealed. */
export const addChannel = defineCommand({
  name: "alert_channel.add",
  summary: "Add a place that alerts are sent to: e-mail, a signed webhook, or Slack",
  permission: "alert:manage",
  http: "POST /alert-channels",
  input: AddChannelInput,
  output: ChannelDto,
  async run({ tx, input, ctx }) {
    const { address, secret, ...told } = input;
    const shown = checkAddress(input);
    const at = ctx.now();
    const facts = { id: ctx.newId(), orgId: ctx.orgId, state: "active", version: 1, createdAt: at, updatedAt: at };
    const row = await tx.alertChannel.create({ data: { ...facts, ...told, shown } });
    const sealed = sealAddress({ address, secret }, row.id);
    await tx.alertChannelSecret.create({ data: { channelId: row.id, orgId: ctx.orgId, sealed } });
    return { result: await toChannelDto(tx, row), audit: [audited(channelAggregate, null, row)] };
  },
});
