import { defineCommand } from "../../../kernel/command.ts";
import { AppError, notFound } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning, requireSteering } from "../load-session.ts";
import { AdmitGuestInput, SessionDto } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Lets somebody in who knocked, or not; whoever is in can be sent out again. */
export const admitGuest = defineCommand({
  name: "threat_session.admit",
  summary: "Let a guest in, or not",
  permission: "threat:write",
  http: "POST /threat-sessions/{id}/guests/{guestId}",
  concurrency: "merge",
  input: AdmitGuestInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  authorize: ({ actor, target }) => requireSteering(actor, target),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const guest = await tx.sessionGuest.findFirst({ where: { id: input.guestId, sessionId: before.id } });
    if (guest === null) return notFound("guest");
    const state = input.admit ? "admitted" : guest.state === "admitted" ? "left" : "refused";
    if (guest.state === state) throw new AppError("precondition_failed", "That is so already.");
    const admittedBy = ctx.actor.type === "user" && input.admit ? ctx.actor.id : guest.admittedBy;
    await tx.sessionGuest.update({
      where: { id: guest.id },
      data: { state, admittedBy, decidedAt: ctx.now() },
    });
    const { session, item } = await changeSession(tx, ctx, before, {});
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
