import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { toDiscoveryDto } from "../discovery-dto.ts";
import { DiscoveryDto, ReadDiscoveryInput } from "../schema.ts";

export const readDiscovery = defineQuery({
  name: "discovery.read",
  summary: "One discovery: what was seen, by whom, how often, and what was decided",
  permission: "discovery:read",
  http: "GET /discoveries/{id}",
  input: ReadDiscoveryInput,
  output: DiscoveryDto,
  async run({ db, input, ctx }) {
    const row = await db.discovery.findFirst({ where: { id: input.id, orgId: ctx.orgId } });
    return row === null ? notFound("discovery") : toDiscoveryDto(db, ctx, row);
  },
});
