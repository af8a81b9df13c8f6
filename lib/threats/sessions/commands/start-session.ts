import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { threatSessionAggregate } from "../../aggregates.ts";
import { loadDiagram, loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { defaultAgenda } from "../rules.ts";
import { SessionDto, StartSessionInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Begins a session around a diagram; whoever starts it facilitates. One runs at a time. */
export const startSession = defineCommand({
  name: "threat_session.start",
  summary: "Start a session around a diagram",
  permission: "threat:write",
  http: "POST /diagrams/{id}/sessions",
  concurrency: "merge",
  input: StartSessionInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadDiagram(tx, ctx, input.id),
  async run({ tx, input, target, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person can facilitate a session.");
    requireActive(await loadThreatModel(tx, ctx.orgId, target.threatModelId));
    const running = await tx.threatSession.count({ where: { diagramId: target.id, state: "running" } });
    if (running > 0) throw new AppError("conflict", "A session is running around this diagram already. Join it.");
    const at = ctx.now();
    const row = await tx.threatSession.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        threatModelId: target.threatModelId,
        diagramId: target.id,
        title: input.title,
        facilitatorId: actor.id,
        agenda: [...(input.agenda ?? defaultAgenda)],
        step: 0,
        stepStartedAt: at,
        leads: false,
        state: "running",
        firstSeq: target.version,
        vote: [],
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    return { result: await sessionDto(tx, ctx, row), audit: [audited(threatSessionAggregate, null, row)] };
  },
});
