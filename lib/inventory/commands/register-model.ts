import { requireCustom } from "../../fields/queries/require-custom.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { modelAggregate } from "../aggregate.ts";
import { derivedColumns } from "../derived-columns.ts";
import { toModelDto } from "../model-dto.ts";
import { peopleById, requireActivePeople } from "../../people/queries/people-by-id.ts";
import { freeSlug, proposeSlug } from "../rules.ts";
import { ModelDto, RegisterModelInput } from "../schema.ts";
import { takenSlugs } from "../taken-slugs.ts";

/** Enters a model into the inventory. Without a slug a free one is made from the name. */
export const registerModel = defineCommand({
  name: "model.register",
  summary: "Register a model",
  permission: "model:write",
  http: "POST /models",
  input: RegisterModelInput,
  output: ModelDto,
  async run({ tx, input, ctx }) {
    const wanted = input.slug ?? proposeSlug(input.name);
    const free = freeSlug(wanted, await takenSlugs(tx, ctx.orgId, wanted));
    if (input.slug !== undefined && free !== wanted) {
      throw new AppError("conflict", `Another model already has the address ${wanted}. ${free} is free.`, {
        errors: [{ path: "slug", message: `This address is taken. ${free} is free.` }],
        extra: { proposal: free },
      });
    }
    const createdBy = ctx.actor.type === "user" ? ctx.actor.id : null;
    const ownerId = input.ownerId === undefined ? createdBy : input.ownerId;
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [ownerId] });
    await requireCustom(tx, { orgId: ctx.orgId, type: "model" }, input.custom);
    const at = ctx.now();
    const fields = { ...input, slug: free, ownerId };
    const row = await tx.model.create({
      data: {
        ...fields,
        ...derivedColumns(fields),
        id: ctx.newId(),
        orgId: ctx.orgId,
        state: "active",
        createdBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const people = await peopleById(tx, ctx.orgId, [row.ownerId, row.createdBy]);
    return { result: toModelDto(row, people, ctx.actor), audit: [audited(modelAggregate, null, row)] };
  },
});
