import type { Reader } from "../kernel/query.ts";

type Acted = { actorType: string; actorRef: string };

/**
 * Gives the name of whoever acted: people, guests and keys by name, the rest by what they are. `rows` are of organizations that
 * the reader may see. At most three statements for all of them.
 */
export async function participantNames(
  db: Pick<Reader, "user" | "sessionGuest" | "apiKey">,
  rows: readonly Acted[],
): Promise<(row: Acted) => string> {
  const refs = (type: string): string[] => [
    ...new Set(rows.filter((row) => row.actorType === type).map((row) => row.actorRef)),
  ];
  const users = refs("user");
  const people =
    users.length === 0
      ? []
      : await db.user.findMany({ where: { id: { in: users } }, select: { id: true, name: true } });
  const guests = refs("guest");
  const guestRows =
    guests.length === 0
      ? []
      : await db.sessionGuest.findMany({ where: { id: { in: guests } }, select: { id: true, name: true } });
  const keys = refs("apiKey");
  const keyRows =
    keys.length === 0
      ? []
      : await db.apiKey.findMany({ where: { id: { in: keys } }, select: { id: true, name: true } });
  const names = new Map([...people, ...guestRows, ...keyRows].map(({ id, name }) => [id, name]));
  return (row) => names.get(row.actorRef) ?? (row.actorType === "user" ? "Somebody" : "Modelkeep");
}
