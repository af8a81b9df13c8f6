import { invalid } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";

export type PersonById = { id: string; name: string; active: boolean };

/** The organization's people with these ids, by id; ids of nobody are left out. One statement. */
export async function peopleById(
  db: Pick<Reader, "user">,
  orgId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, PersonById>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.user.findMany({
    where: { orgId, id: { in: wanted } },
    select: { id: true, name: true, state: true },
  });
  return new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, active: row.state === "active" }]));
}

/** Throws invalid_input at `path` unless these are active people of the organization. */
export async function requireActivePeople(
  db: Pick<Reader, "user">,
  orgId: string,
  wanted: { path: string; ids: readonly (string | null | undefined)[] },
): Promise<void> {
  const ids = wanted.ids.flatMap((id) => id ?? []);
  const people = await peopleById(db, orgId, ids);
  if (ids.some((id) => people.get(id)?.active !== true)) {
    invalid(wanted.path, "This must be an active person of this organization.");
  }
}
