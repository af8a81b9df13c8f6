import { notFound } from "../../../kernel/errors.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { builtInPacks } from "../../../knowledge/packs.ts";
import { ThreatPack } from "../../../knowledge/schema.ts";
import { builtInDto, packDto, packUse } from "../pack-dto.ts";
import { ReadThreatPackInput, ThreatPackContentDto } from "../schema.ts";

export const readThreatPack = defineQuery({
  name: "threat_pack.read",
  summary: "One pack with its threats",
  permission: "threat:read",
  http: "GET /threat-packs/{key}",
  input: ReadThreatPackInput,
  output: ThreatPackContentDto,
  async run({ db, input, ctx }) {
    const { key } = input;
    const shipped = builtInPacks.find(({ id }) => id === key);
    if (shipped !== undefined) return { ...builtInDto(shipped), content: shipped };
    const row = await db.threatPack.findUnique({ where: { orgId_key: { orgId: ctx.orgId, key } } });
    if (row === null) return notFound("threat pack");
    const use = await packUse(db, ctx.orgId, [key]);
    return { ...packDto(row, use.get(key) ?? 0), content: ThreatPack.parse(row.content) };
  },
});
