import type { Reader } from "../kernel/query.ts";
import type { PersonDto } from "./schema.ts";

type UserTable = Pick<Reader, "user">;

/** The organization's people with these ids, by id; ids of nobody are left out. */
export async function peopleOf(
  db: UserTable,
  orgId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, PersonDto>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.user.findMany({
    where: { orgId, id: { in: wanted } },
    select: { id: true, name: true, state: true },
  });
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, active: row.state === "active" }]));
}
