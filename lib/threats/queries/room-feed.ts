import type { Operation } from "../../graph/schema.ts";
import { defineQuery } from "../../kernel/query.ts";
import { participantNames } from "../participant-names.ts";
import { RoomFeedDto, RoomFeedInput, type PresenceDto } from "../schema.ts";

const LIMIT = 1_000;

/** What happened in rooms since: one look of one web process for everybody it serves. */
export const readRoomFeed = defineQuery({
  name: "diagram.feed",
  summary: "What is new in the rooms that this process serves",
  permission: "system:operate",
  scope: "installation",
  input: RoomFeedInput,
  output: RoomFeedDto,
  async run({ db, input }) {
    const ids = input.rooms.map(({ id }) => id);
    const after = input.rooms.map((room) => room.after);
    const batches = await db.$queryRaw<
      { room: string; seq: number; id: string; type: string; ref: string; effects: Operation[]; at: Date }[]
    >`
      select o.diagram_id::text as room, o.seq, o.batch_id::text as id, o.actor_type as type,
        o.actor_ref as ref, o.effects, o.at
      from unnest(${ids}::uuid[], ${after}::int[]) as w(id, after)
      join diagram_operation o on o.diagram_id = w.id and o.seq > w.after
      order by o.diagram_id, o.seq limit ${LIMIT}`;
    const presence = await db.diagramPresence.findMany({
      where: { diagramId: { in: ids }, at: { gt: new Date(input.since) } },
      orderBy: { at: "asc" },
      take: LIMIT,
    });
    const acted = batches.map((batch) => ({ ...batch, actorType: batch.type, actorRef: batch.ref }));
    const names = await participantNames(db, acted);
    return {
      batches: acted.map(({ room, seq, id, type, ref, effects, at, actorType, actorRef }) => ({
        room,
        batch: { seq, id, actor: { type, ref, name: names({ actorType, actorRef }) }, effects, at: at.toISOString() },
      })),
      presence: presence.map((row) => {
        const [person = "", id = ""] = row.participant.split(" ");
        const state = row.state as PresenceDto["state"];
        return { room: row.diagramId, at: row.at.toISOString(), presence: { id, person, name: row.name, state } };
      }),
    };
  },
});
