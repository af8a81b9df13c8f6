import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { gatePolicyAggregate } from "../aggregates.ts";
import { defaultCriteria } from "../default-criteria.ts";
import { watchGates } from "../jobs.ts";
import { toPolicyDto } from "../policy-dto.ts";
import { changedSettings } from "../policy-rules.ts";
import { GatePolicyDto, UpdateGatePolicyInput } from "../policy-schema.ts";

const shipped = new Set(defaultCriteria.map(({ id }) => id));

/** Saves which criteria the gates use and how strict they are: a new version of the policy. */
export const updateGatePolicy = defineCommand({
  name: "gate.update_policy",
  summary: "Change the criteria of the gates",
  permission: "gate:manage",
  http: "PATCH /gates/policy",
  input: UpdateGatePolicyInput,
  output: GatePolicyDto,
  load: ({ tx, ctx }) => tx.gatePolicy.findUnique({ where: { orgId: ctx.orgId } }),
  async run({ tx, input, target, ctx }) {
    if ((target?.version ?? 0) !== input.expectedVersion) {
      throw new AppError("conflict", "Somebody changed the criteria since you opened them. Nothing was overwritten.");
    }
    for (const id of Object.keys(input.settings)) {
      if (!shipped.has(id)) invalid(`settings.${id}`, "There is no such criterion.");
    }
    for (const [index, { id }] of input.own.entries()) {
      if (shipped.has(id)) invalid(`own.${index}.id`, "A criterion of the product has this id. Choose another.");
    }
    const at = ctx.now();
    const data = { settings: changedSettings(defaultCriteria, input.settings), own: input.own, updatedAt: at };
    if (target !== null) {
      const { count } = await tx.gatePolicy.updateMany({
        where: { id: target.id, version: target.version },
        data: { ...data, version: { increment: 1 } },
      });
      if (count === 0)
        throw new AppError("conflict", "Somebody changed the criteria meanwhile. Nothing was overwritten.");
    }
    const after =
      target === null
        ? await tx.gatePolicy.create({
            data: { ...data, id: ctx.newId(), orgId: ctx.orgId, version: 1, createdAt: at },
          })
        : await tx.gatePolicy.findUniqueOrThrow({ where: { id: target.id } });
    ctx.enqueue(watchGates, { orgId: ctx.orgId }, { key: `gate.watch:${ctx.orgId}` });
    return {
      result: toPolicyDto(after, ctx),
      audit: [audited(gatePolicyAggregate, target, after, { reason: input.reason })],
    };
  },
});
