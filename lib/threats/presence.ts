import type { Tx } from "../db/types.ts";
import { actorRef } from "../kernel/actor.ts";
import { defineScratch } from "../kernel/command.ts";
import { AppError } from "../kernel/errors.ts";
import { z } from "../zod.ts";
import { loadDiagram } from "./load-threat-model.ts";
import { ShowPresenceInput } from "./schema.ts";

/** Where one tab of one person points, at most ten times a second. Everybody else in the room sees it. */
export const showPresence = defineScratch({
  name: "diagram.presence",
  summary: "Say where one points in a diagram",
  permission: "room:read",
  reason: "where people point right now; means nothing afterwards",
  http: "POST /diagrams/{id}/presence",
  input: ShowPresenceInput,
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user" && actor.type !== "guest") {
      throw new AppError("forbidden", "Only people are present in a room.");
    }
    const { id, tab, ...state } = input;
    const diagram = await loadDiagram(tx, ctx, id);
    const participant = `${actorRef(actor)} ${tab}`;
    const at = ctx.now();
    const row = { orgId: ctx.orgId, name: actor.name, state, at };
    await tx.diagramPresence.upsert({
      where: { diagramId_participant: { diagramId: diagram.id, participant } },
      create: { diagramId: diagram.id, participant, ...row },
      update: row,
    });
    await noteParticipant(tx, { diagramId: diagram.id, orgId: ctx.orgId, actor, at });
    return {};
  },
});

const NOTE_EVERY_MS = 60_000;

type Seen = { diagramId: string; orgId: string; actor: { id: string; name: string }; at: Date };

/** Whoever is there while a session runs took part in it. */
async function noteParticipant(tx: Tx, { diagramId, orgId, actor, at }: Seen): Promise<void> {
  await tx.$executeRaw`
    insert into session_participant (session_id, org_id, participant, name, first_seen_at, last_seen_at)
    select s.id, s.org_id, ${actor.id}, ${actor.name}, ${at}, ${at} from threat_session s
    where s.diagram_id = ${diagramId}::uuid and s.org_id = ${orgId}::uuid and s.state = 'running'
      and not exists (select 1 from session_participant p where p.session_id = s.id and p.participant = ${actor.id}
        and p.last_seen_at > ${new Date(at.getTime() - NOTE_EVERY_MS)})
    on conflict (session_id, participant) do update set last_seen_at = excluded.last_seen_at`;
}
