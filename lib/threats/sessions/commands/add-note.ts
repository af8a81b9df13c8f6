import { actorRef } from "../../../kernel/actor.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning } from "../load-session.ts";
import { AddNoteInput, SessionDto } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

const MAX_NOTES = 500;

/** Writes down what was decided, or what is for later. */
export const addNote = defineCommand({
  name: "threat_session.add_note",
  summary: "Note a decision, or park a topic for later",
  permission: "room:edit",
  http: "POST /threat-sessions/{id}/notes",
  concurrency: "merge",
  input: AddNoteInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const { actor } = ctx;
    if ((await tx.sessionNote.count({ where: { sessionId: before.id } })) >= MAX_NOTES) {
      throw new AppError("unprocessable", `A session holds at most ${MAX_NOTES} notes.`);
    }
    await tx.sessionNote.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        sessionId: before.id,
        kind: input.kind,
        body: input.body,
        authorType: actor.type,
        authorRef: actorRef(actor),
        authorName: "name" in actor ? actor.name : "Modelkeep",
        createdAt: ctx.now(),
      },
    });
    const { session, item } = await changeSession(tx, ctx, before, {});
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
