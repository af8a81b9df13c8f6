import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { requireActivePeople } from "../../people/queries/people-by-id.ts";
import { threatModelAggregate } from "../aggregates.ts";
import { requireBindable } from "../diagrams/require-bindable.ts";
import { startDiagram } from "../diagrams/start-diagram.ts";
import { requireScope, sortedScope } from "../load-threat-model.ts";
import { CreateThreatModelInput, ThreatModelDto } from "../schema.ts";
import { slugFor } from "../slug-for.ts";
import { threatModelDto } from "../threat-model-dto.ts";
import { searchColumns } from "../search-columns.ts";

/** Begins a threat model with its diagrams, from nothing, a template, the inventory or a file. */
export const createThreatModel = defineCommand({
  name: "threat_model.create",
  summary: "Begin a threat model",
  permission: "threat:write",
  http: "POST /threat-models",
  input: CreateThreatModelInput,
  output: ThreatModelDto,
  async run({ tx, input, ctx }) {
    const { scope: wantedScope, diagrams, ownerId: wantedOwner, ...fields } = input;
    const scope = sortedScope(wantedScope);
    await requireScope(tx, ctx.orgId, scope);
    const createdBy = ctx.actor.type === "user" ? ctx.actor.id : null;
    const ownerId = wantedOwner === undefined ? createdBy : wantedOwner;
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [wantedOwner] });
    await requireBindable(
      tx,
      ctx,
      diagrams.flatMap((diagram) => diagram.operations),
    );
    const at = ctx.now();
    const row = await tx.threatModel.create({
      data: {
        ...fields,
        ...searchColumns(fields),
        id: ctx.newId(),
        orgId: ctx.orgId,
        slug: await slugFor(tx, ctx.orgId, input.name),
        ownerId,
        state: "active",
        createdBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    await tx.threatModelScope.createMany({
      data: scope.map(({ type, id }) => ({
        threatModelId: row.id,
        orgId: ctx.orgId,
        entityType: type,
        entityId: id,
      })),
    });
    const items = [];
    for (const [position, diagram] of diagrams.entries()) {
      const started = await startDiagram(tx, ctx, { ...diagram, threatModelId: row.id, position });
      items.push(started.item);
    }
    return {
      result: await threatModelDto(tx, ctx, row),
      audit: [audited(threatModelAggregate, null, { ...row, scope }), ...items],
    };
  },
});
