import type { Tx } from "../../../db/types.ts";
import { sameValue } from "../../../inventory/rules.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { checkPack } from "../../../knowledge/check-pack.ts";
import { ThreatPack } from "../../../knowledge/schema.ts";
import { threatPackAggregate } from "../../aggregates.ts";
import { lockPack, requirePackVersion } from "../load-pack.ts";
import { packDto, packUse } from "../pack-dto.ts";
import { SaveThreatPackInput, ThreatPackDto } from "../schema.ts";

/** Throws invalid_input when an id of the pack is taken or kept for the product. */
async function requireFreeIds(tx: Tx, orgId: string, content: ThreatPack): Promise<void> {
  const others = await tx.threatPack.findMany({ where: { orgId, key: { not: content.id } }, orderBy: { key: "asc" } });
  const { problems } = checkPack(
    content,
    others.map((row) => ThreatPack.parse(row.content)),
  );
  const errors = problems.filter(({ level }) => level === "error");
  const [first] = errors;
  if (first === undefined) return;
  throw new AppError("invalid_input", first.message, {
    errors: errors.slice(0, 50).map(({ at, message }) => ({ path: `content.${at}`, message })),
  });
}

/** Stores a pack of your own; one with the same id takes the place of the stored one, also of a retired one. */
export const saveThreatPack = defineCommand({
  name: "threat_pack.save",
  summary: "Store a pack of threats of your own",
  permission: "threat:manage",
  http: "POST /threat-packs",
  input: SaveThreatPackInput,
  output: ThreatPackDto,
  load: ({ tx, input, ctx }) => lockPack(tx, ctx.orgId, input.content.id),
  async run({ tx, input, target: before, ctx }) {
    const { content } = input;
    requirePackVersion(before, input.expectedVersion);
    await requireFreeIds(tx, ctx.orgId, content);
    if (before?.state === "active" && sameValue(before.content, content)) {
      return invalid("content", "This is the pack as it is stored already.");
    }
    const at = ctx.now();
    const fields = { name: content.name, content, state: "active", updatedAt: at };
    const row =
      before === null
        ? await tx.threatPack.create({
            data: { ...fields, id: ctx.newId(), orgId: ctx.orgId, key: content.id, version: 1, createdAt: at },
          })
        : await tx.threatPack.update({
            where: { id: before.id, version: before.version },
            data: { ...fields, version: { increment: 1 } },
          });
    const use = await packUse(tx, ctx.orgId, [row.key]);
    return { result: packDto(row, use.get(row.key) ?? 0), audit: [audited(threatPackAggregate, before, row)] };
  },
});
