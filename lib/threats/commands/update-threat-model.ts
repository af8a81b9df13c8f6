import { sameValue } from "../../inventory/rules.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { requireActivePeople } from "../../people/queries/people-by-id.ts";
import { threatModelAggregate } from "../aggregates.ts";
import { loadThreatModel, requireActive, requireScope, scopeOf, sortedScope } from "../load-threat-model.ts";
import { ThreatModelDto, UpdateThreatModelInput } from "../schema.ts";
import { searchColumns } from "../search-columns.ts";
import { threatModelDto } from "../threat-model-dto.ts";

/** Changes the fields that are given, on the version they were changed on. */
export const updateThreatModel = defineCommand({
  name: "threat_model.update",
  summary: "Change a threat model's name, scope and settings",
  permission: "threat:write",
  http: "PATCH /threat-models/{id}",
  input: UpdateThreatModelInput,
  output: ThreatModelDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { id: _id, expectedVersion, reason, scope: wantedScope, ...given } = input;
    requireActive(target);
    if (target.version !== expectedVersion) {
      throw new AppError("conflict", "Somebody changed this since you opened it. Nothing was overwritten.", {
        extra: { current: await threatModelDto(tx, ctx, target) },
      });
    }
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [given.ownerId] });
    const before = await scopeOf(tx, target.id);
    const scope = wantedScope === undefined ? before : sortedScope(wantedScope);
    const changed = Object.entries(given).some(
      ([field, value]) => value !== undefined && !sameValue(value, target[field as keyof typeof target]),
    );
    if (!changed && sameValue(before, scope)) invalid("", "Nothing here differs, so there is nothing to save.");
    if (!sameValue(before, scope)) {
      await requireScope(tx, ctx.orgId, scope);
      await tx.threatModelScope.deleteMany({ where: { threatModelId: target.id } });
      await tx.threatModelScope.createMany({
        data: scope.map(({ type, id }) => ({
          threatModelId: target.id,
          orgId: ctx.orgId,
          entityType: type,
          entityId: id,
        })),
      });
    }
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const row = await tx.threatModel.update({
      where: { id: target.id, version: expectedVersion },
      data: {
        ...fields,
        ...searchColumns({ ...target, ...fields }),
        updatedAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    return {
      result: await threatModelDto(tx, ctx, row),
      audit: [audited(threatModelAggregate, { ...target, scope: before }, { ...row, scope }, { reason })],
    };
  },
});
