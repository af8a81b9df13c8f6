import { defineQuery } from "../../kernel/query.ts";
import { toChannelDtos } from "../channel-dto.ts";
import { ChannelListDto, ListChannelsInput } from "../schema.ts";

const AT_MOST = 200;

/** Where alerts are sent, by name, each with how the last message went. */
export const listChannels = defineQuery({
  name: "alert_channel.list",
  summary: "List where alerts are sent, and how the last message went",
  permission: "alert:manage",
  http: "GET /alert-channels",
  input: ListChannelsInput,
  output: ChannelListDto,
  async run({ db, ctx }) {
    const where = { orgId: ctx.orgId, state: "active" };
    const rows = await db.alertChannel.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: AT_MOST });
    return { items: await toChannelDtos(db, ctx.orgId, rows) };
  },
});
