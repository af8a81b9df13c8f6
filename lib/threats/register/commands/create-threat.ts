import type { Tx } from "../../../db/types.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { invalid } from "../../../kernel/errors.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import type { z } from "../../../zod.ts";
import { threatAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { settingsOf } from "../../settings/read-settings.ts";
import { tellOwner } from "../assign-owner.ts";
import { derivedColumns } from "../columns.ts";
import { requireDiagram, requireTarget, type Target } from "../load-threat.ts";
import { referenceMappings } from "../reference-mappings.ts";
import { requireLinks } from "../require-links.ts";
import { ratedSeverity } from "../rules.ts";
import { CreateThreatInput, ThreatDto } from "../schema.ts";
import { threatDto } from "../threat-dto.ts";

type Input = z.output<typeof CreateThreatInput>;

async function targetOf(tx: Tx, input: Input): Promise<Target | null> {
  if (input.diagramId !== null) await requireDiagram(tx, input.id, input.diagramId);
  if (input.targetId === null) return null;
  if (input.diagramId === null) return invalid("diagramId", "Say in which diagram it is.");
  return requireTarget(tx, input.diagramId, input.targetId);
}

/** Adds a threat that somebody thought of, in words of their own. */
export const createThreat = defineCommand({
  name: "threat.create",
  summary: "Add a threat of your own to a threat model",
  permission: "threat:write",
  http: "POST /threat-models/{id}/threats",
  input: CreateThreatInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target: threatModel, ctx }) {
    requireActive(threatModel);
    const { id: threatModelId, targetId: _id, grammar, dueOn, ...fields } = input;
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [input.ownerId] });
    await requireLinks(tx, ctx.orgId, input.links);
    const target = await targetOf(tx, input);
    const { matrix } = await settingsOf(tx, ctx.orgId);
    const severity = ratedSeverity(matrix, input) ?? input.severity;
    const at = ctx.now();
    const described = { ...fields, severity, targetName: target?.name ?? "", libraryId: null };
    const row = await tx.threat.create({
      data: {
        ...described,
        ...derivedColumns(described),
        ...(grammar === null ? {} : { grammar }),
        dueOn: dueOn === null ? null : new Date(dueOn),
        id: ctx.newId(),
        orgId: ctx.orgId,
        threatModelId,
        targetPart: target?.part ?? null,
        targetId: target?.id ?? null,
        taxonomy: referenceMappings(input.refs),
        because: [],
        state: "accepted",
        stateReason: "",
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    await tellOwner(tx, ctx, null, row);
    return { result: await threatDto(tx, ctx, row), audit: [audited(threatAggregate, null, row)] };
  },
});
