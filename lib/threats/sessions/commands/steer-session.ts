import type { ThreatSession } from "../../../db/types.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { invalid } from "../../../kernel/errors.ts";
import { requireActivePeople } from "../../../people/queries/people-by-id.ts";
import type { z } from "../../../zod.ts";
import { changeSession, loadSession, lockRunning, requireSteering } from "../load-session.ts";
import { AgendaStep, SessionDto, SteerSessionInput } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

type Input = z.output<typeof SteerSessionInput>;

/** The clock after the change: a new step begins at zero, a pause stops it and is not counted. */
function clock(session: ThreatSession, input: Input, now: Date) {
  if (input.step !== undefined && input.step !== session.step) {
    return { step: input.step, stepStartedAt: now, pausedAt: null, pausedMs: 0 };
  }
  if (input.paused === true && session.pausedAt === null) return { pausedAt: now };
  if (input.paused === false && session.pausedAt !== null) {
    const pausedMs = Number(session.pausedMs) + (now.getTime() - session.pausedAt.getTime());
    return { pausedAt: null, pausedMs };
  }
  return {};
}

/** Moves a session on: next step, pause, lead everybody's view, hand over. */
export const steerSession = defineCommand({
  name: "threat_session.steer",
  summary: "Steer a session: step, pause, lead, hand over",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/steer",
  concurrency: "merge",
  input: SteerSessionInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const steps = AgendaStep.array().parse(before.agenda).length;
    if (input.step !== undefined && input.step >= steps) invalid("step", "The agenda has no such step.");
    await requireActivePeople(tx, ctx.orgId, { path: "facilitatorId", ids: [input.facilitatorId] });
    const { session, item } = await changeSession(tx, ctx, before, {
      ...clock(before, input, ctx.now()),
      ...(input.leads === undefined ? {} : { leads: input.leads }),
      ...(input.facilitatorId === undefined ? {} : { facilitatorId: input.facilitatorId }),
    });
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
