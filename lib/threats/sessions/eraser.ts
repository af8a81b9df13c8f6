import type { ThreatSession, Tx } from "../../db/types.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { erasedItem, redact, redactAll, type Eraser } from "../../kernel/eraser.ts";
import { threatSessionAggregate } from "../aggregates.ts";

type Arguments = Parameters<Eraser["erase"]>[0];

const FIELDS = ["title", "agenda", "summary", "vote"] as const;

/** Sessions of the organization that name the person, in themselves or in what belongs to them. */
async function naming({ tx, ctx, subject }: Arguments): Promise<ThreatSession[]> {
  const texts = [...subject.texts];
  const found = await tx.$queryRaw<{ id: string }[]>`
    select s.id::text as id from threat_session s where s.org_id = ${ctx.orgId}::uuid and exists (
      select 1 from unnest(${texts}::text[]) w where position(lower(w) in lower(concat_ws(' ', s.title, s.agenda::text, s.summary::text, s.vote::text,
        (select string_agg(g.name, ' ') from session_guest g where g.session_id = s.id),
        (select string_agg(n.body || ' ' || n.author_name, ' ') from session_note n where n.session_id = s.id),
        (select string_agg(p.name, ' ') from session_participant p where p.session_id = s.id),
        (select string_agg(b.name, ' ') from session_ballot b where b.session_id = s.id)))) > 0)`;
  return tx.threatSession.findMany({ where: { id: { in: found.map(({ id }) => id) } }, orderBy: { id: "asc" } });
}

async function redactPeople(tx: Tx, sessionId: string, texts: readonly string[]): Promise<void> {
  for (const { id, name } of await tx.sessionGuest.findMany({ where: { sessionId } })) {
    await tx.sessionGuest.update({ where: { id }, data: { name: redact(name, texts) } });
  }
  for (const { id, body, authorName } of await tx.sessionNote.findMany({ where: { sessionId } })) {
    const data = { body: redact(body, texts), authorName: redact(authorName, texts) };
    await tx.sessionNote.update({ where: { id }, data });
  }
  for (const { participant, name } of await tx.sessionParticipant.findMany({ where: { sessionId } })) {
    const where = { sessionId_participant: { sessionId, participant } };
    await tx.sessionParticipant.update({ where, data: { name: redact(name, texts) } });
  }
  for (const { round, participant, name } of await tx.sessionBallot.findMany({ where: { sessionId } })) {
    const where = { sessionId_round_participant: { sessionId, round, participant } };
    await tx.sessionBallot.update({ where, data: { name: redact(name, texts) } });
  }
}

/** Takes the person's texts out of sessions: titles, summaries, votes, notes, and the names of guests and participants. */
export const sessionEraser: Eraser = {
  tables: ["threat_session", "session_guest", "session_note", "session_participant", "session_ballot"],
  async erase(args) {
    const { tx, ctx, subject } = args;
    const items: AuditItem[] = [];
    for (const before of await naming(args)) {
      await redactPeople(tx, before.id, subject.texts);
      const redacted = Object.fromEntries(
        FIELDS.filter((field) => before[field] !== null).map((field) => [
          field,
          redactAll(before[field], subject.texts),
        ]),
      );
      const after = await tx.threatSession.update({
        where: { id: before.id, version: before.version },
        data: { ...redacted, updatedAt: ctx.now(), version: { increment: 1 } },
      });
      items.push(erasedItem(threatSessionAggregate, { before, after, fields: FIELDS }));
    }
    return items;
  },
};
