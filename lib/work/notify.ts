import { env } from "../env.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { Tx } from "../db/types.ts";
import { notificationLetter } from "../mail/letters.ts";
import { mailIsSetUp, queueMail } from "../mail/queue-mail.ts";

/** Who used the application within this time reads it there and gets no letter. */
const PRESENT_MS = 10 * 60_000;

type Note = {
  userIds: readonly string[];
  kind: string;
  title: string;
  detail?: string;
  entity?: { type: string; id: string } | null;
  /** Where the letter leads; without it to My work. */
  url?: string;
};

async function awayFromApp(tx: Tx, userIds: readonly string[], now: Date): Promise<Set<string>> {
  const since = new Date(now.getTime() - PRESENT_MS);
  const present = await tx.$queryRaw<{ id: string }[]>`
    select distinct s.user_id::text as id from user_session s join session_seen w on w.session_id = s.id
    where s.user_id = any (${[...userIds]}::uuid[]) and s.revoked_at is null and w.seen_at > ${since}`;
  const here = new Set(present.map((row) => row.id));
  return new Set(userIds.filter((id) => !here.has(id)));
}

/**
 * Tells people something inside a command's transaction: a notification in the application each, and a letter to those who
 * are not in it, where mail is set up. Disabled people, people of other organizations and the acting person get nothing.
 */
export async function notify(tx: Tx, ctx: CommandContext, note: Note): Promise<void> {
  const acting = ctx.actor.type === "user" ? ctx.actor.id : "";
  const wanted = [...new Set(note.userIds)].filter((id) => id !== acting);
  if (wanted.length === 0) return;
  const people = await tx.user.findMany({ where: { id: { in: wanted }, orgId: ctx.orgId, state: "active" } });
  const at = ctx.now();
  const away = mailIsSetUp()
    ? await awayFromApp(
        tx,
        people.map((person) => person.id),
        at,
      )
    : new Set<string>();
  const { kind, title, detail = "", entity = null } = note;
  const rows = people.map((person) => ({
    id: ctx.newId(),
    orgId: ctx.orgId,
    userId: person.id,
    kind,
    title,
    detail,
    entityType: entity?.type ?? null,
    entityId: entity?.id ?? null,
    createdAt: at,
    mailedAt: away.has(person.id) ? at : null,
  }));
  await tx.notification.createMany({ data: rows });
  for (const row of rows) ctx.touch("notification", row.id, row.userId);
  const place = {
    url: note.url ?? `${env().MODELKEEP_URL.replace(/\/+$/, "")}/my-work`,
    label: note.url === undefined ? "Open My work" : "Open in Modelkeep",
  };
  for (const person of people) {
    if (away.has(person.id)) queueMail(ctx, notificationLetter({ to: person.email, title, detail, ...place }));
  }
}
