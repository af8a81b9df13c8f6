import { defineCommand } from "../../../kernel/command.ts";
import { notFound } from "../../../kernel/errors.ts";
import { changeSession, loadSession, lockRunning } from "../load-session.ts";
import { CloseNoteInput, SessionDto } from "../schema.ts";
import { sessionDto } from "../session-dto.ts";

/** Says that a parked topic was dealt with, or that it was not after all. */
export const closeNote = defineCommand({
  name: "threat_session.close_note",
  summary: "Tick off a note of a session",
  permission: "room:edit",
  http: "POST /threat-sessions/{id}/notes/{noteId}",
  concurrency: "merge",
  input: CloseNoteInput,
  output: SessionDto,
  load: ({ tx, input, ctx }) => loadSession(tx, ctx, input.id),
  async run({ tx, input, ctx }) {
    const before = await lockRunning(tx, ctx, input.id);
    const { count } = await tx.sessionNote.updateMany({
      where: { id: input.noteId, sessionId: before.id },
      data: { done: input.done },
    });
    if (count === 0) return notFound("note");
    const { session, item } = await changeSession(tx, ctx, before, {});
    return { result: await sessionDto(tx, ctx, session), audit: [item] };
  },
});
