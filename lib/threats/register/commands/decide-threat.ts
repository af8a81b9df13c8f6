import type { Threat, ThreatModel, Tx } from "../../../db/types.ts";
import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import { invalid } from "../../../kernel/errors.ts";
import { mappingsOf } from "../../../knowledge/taxonomies.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import type { z } from "../../../zod.ts";
import { threatAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { libraryThreat, type LibraryThreat } from "../../packs/known-packs.ts";
import { tellOwner } from "../assign-owner.ts";
import { changeThreat } from "../change-threat.ts";
import { derivedColumns, refsOf } from "../columns.ts";
import { requireDiagram, requireTarget, type Target } from "../load-threat.ts";
import { stateProblem } from "../rules.ts";
import { DecideThreatInput, ThreatDto, type Mitigation } from "../schema.ts";
import { settleAcceptance } from "../settle-acceptance.ts";
import { threatDto } from "../threat-dto.ts";

type Input = z.output<typeof DecideThreatInput>;

function libraryColumns({ threat, pack, version }: LibraryThreat, input: Input) {
  const taxonomy = mappingsOf(threat);
  return {
    libraryVersion: `${pack}@${version}`,
    stride: [...threat.stride],
    linddun: [...threat.linddun],
    refs: refsOf(taxonomy),
    taxonomy,
    because: input.because,
  };
}

function plannedColumns(input: Input) {
  return {
    ...(input.ownerId === undefined ? {} : { ownerId: input.ownerId }),
    ...(input.dueOn === undefined ? {} : { dueOn: input.dueOn === null ? null : new Date(input.dueOn) }),
  };
}

async function createDecided(
  tx: Tx,
  ctx: CommandContext,
  { input, target, known }: { input: Input; target: Target; known: LibraryThreat },
): Promise<Threat> {
  const at = ctx.now();
  const fields = {
    ...libraryColumns(known, input),
    title: known.threat.title,
    description: known.threat.description,
    targetName: target.name,
    libraryId: known.threat.id,
    severity: input.severity ?? known.threat.severity,
    likelihood: null,
    impact: null,
  };
  return tx.threat.create({
    data: {
      ...fields,
      ...derivedColumns(fields),
      ...plannedColumns(input),
      id: ctx.newId(),
      orgId: ctx.orgId,
      threatModelId: input.id,
      diagramId: input.diagramId,
      targetPart: target.part,
      targetId: target.id,
      state: input.decision,
      stateReason: input.reason,
      mitigations: [],
      links: [],
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
}

/** Decides again about what was decided before: the same row, with the facts of today; a rating that people gave stays. */
function decideAgain(
  tx: Tx,
  ctx: CommandContext,
  before: Threat,
  { input, target, known }: { input: Input; target: Target; known: LibraryThreat },
) {
  const rated = before.likelihood !== null && before.impact !== null;
  const data = {
    ...libraryColumns(known, input),
    ...plannedColumns(input),
    diagramId: input.diagramId,
    targetName: target.name,
    state: input.decision,
    stateReason: input.reason,
    severity: rated ? before.severity : (input.severity ?? before.severity),
    acceptedUntil: null,
    acceptRequestedBy: null,
    acceptedBy: null,
  };
  return changeThreat(tx, ctx, before, { data, reason: input.reason });
}

function load({ tx, input, ctx }: { tx: Tx; input: Input; ctx: CommandContext }): Promise<ThreatModel> {
  return loadThreatModel(tx, ctx.orgId, input.id);
}

/** Decides about a suggestion. Deciding again about the same threat for the same target changes the same row. */
export const decideThreat = defineCommand({
  name: "threat.decide",
  summary: "Decide about a suggested threat",
  permission: "threat:write",
  http: "POST /threat-models/{id}/decisions",
  concurrency: "merge",
  input: DecideThreatInput,
  output: ThreatDto,
  load,
  async run({ tx, input, target: threatModel, ctx }) {
    requireActive(threatModel);
    await tx.$queryRaw`select id from threat_model where id = ${threatModel.id}::uuid for update`;
    await requireDiagram(tx, threatModel.id, input.diagramId);
    await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [input.ownerId] });
    const known = await libraryThreat(tx, ctx.orgId, input.libraryId);
    if (known === undefined) return invalid("libraryId", "No threat of the library or of your packs has this id.");
    const target = await requireTarget(tx, input.diagramId, input.targetId);
    const before = await tx.threat.findFirst({
      where: { threatModelId: threatModel.id, libraryId: input.libraryId, targetId: input.targetId },
    });
    const mitigations = (before?.mitigations ?? []) as Mitigation[];
    const problem = stateProblem({ state: input.decision, reason: input.reason, mitigations });
    if (problem !== null) return invalid("reason", problem);
    if (before === null) {
      const row = await createDecided(tx, ctx, { input, target, known });
      await tellOwner(tx, ctx, null, row);
      const item = audited(threatAggregate, null, row, { reason: input.reason });
      return { result: await threatDto(tx, ctx, row), audit: [item] };
    }
    const { after, item } = await decideAgain(tx, ctx, before, { input, target, known });
    await tellOwner(tx, ctx, before, after);
    const settled = await settleAcceptance(tx, ctx, before, "cancelled");
    return { result: await threatDto(tx, ctx, after), audit: [item, ...settled] };
  },
});
