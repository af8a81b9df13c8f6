import { hashToken } from "../../../auth/token.ts";
import { notFound } from "../../../kernel/errors.ts";
import { defineQuery } from "../../../kernel/query.ts";
import { DoorDto, DoorInput } from "../schema.ts";

/** Whether somebody who knocked was let in. */
export const readDoor = defineQuery({
  name: "threat_session.door",
  summary: "Whether one was let into a session",
  permission: "public:accept",
  scope: "installation",
  input: DoorInput,
  output: DoorDto,
  async run({ db, input }) {
    const guest = await db.sessionGuest.findFirst({ where: { tokenHash: hashToken(input.key) } });
    if (guest === null) return notFound("guest");
    const session = await db.threatSession.findUniqueOrThrow({ where: { id: guest.sessionId } });
    const running = session.state === "running";
    return {
      state: running ? DoorDto.shape.state.parse(guest.state) : ("ended" as const),
      name: guest.name,
      session: session.title,
      diagramId: running && guest.state === "admitted" ? session.diagramId : null,
      guestId: guest.id,
    };
  },
});
