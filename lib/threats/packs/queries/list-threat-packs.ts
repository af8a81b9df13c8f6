import { can } from "../../../kernel/can.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { builtInPacks } from "../../../knowledge/packs.ts";
import { builtInDto, packDto, packUse } from "../pack-dto.ts";
import { ListThreatPacksInput, ThreatPackListDto } from "../schema.ts";

export const listThreatPacks = defineQuery({
  name: "threat_pack.list",
  summary: "Packs of threats: those that come with the product and your own",
  permission: "threat:read",
  http: "GET /threat-packs",
  input: ListThreatPacksInput,
  output: ThreatPackListDto,
  async run({ db, ctx }) {
    const rows = await db.threatPack.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const use = await packUse(
      db,
      ctx.orgId,
      rows.map(({ key }) => key),
    );
    return {
      items: [...builtInPacks.map(builtInDto), ...rows.map((row) => packDto(row, use.get(row.key) ?? 0))],
      abilities: { manage: can(ctx.actor, "threat:manage") },
    };
  },
});
