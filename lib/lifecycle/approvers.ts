import type { Tx } from "../db/types.ts";
import type { PersonDto } from "../inventory/schema.ts";
import { roleCan, roleNames } from "../kernel/policy.ts";

const approving = roleNames.filter((role) => roleCan(role, "gate:approve"));

/** Active people whose role may approve, security leads first, without those named. */
export async function eligiblePeople(db: Tx, orgId: string, without: ReadonlySet<string | null>): Promise<PersonDto[]> {
  const people = await db.user.findMany({
    where: { orgId, state: "active", role: { in: approving } },
    orderBy: [{ role: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  return people.filter(({ id }) => !without.has(id)).map((person) => ({ ...person, active: true }));
}

/** Says so when only one person, or nobody, may decide. */
export function approverNote(people: readonly PersonDto[]): string {
  const [first, second] = people;
  if (first === undefined) {
    return "Nobody else may decide on this. Give another person the role of security lead or administrator.";
  }
  return second === undefined ? `Only one person may decide on this: ${first.name}.` : "";
}
