import type { Reader } from "../../kernel/query.ts";

/** Administrators and security leads who can act: security leads first (as the alphabet has it), then the longest here. */
export async function peopleInCharge(db: Pick<Reader, "user">, orgId: string): Promise<string[]> {
  const people = await db.user.findMany({
    where: { orgId, state: "active", role: { in: ["administrator", "security_lead"] } },
    orderBy: [{ role: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return people.map(({ id }) => id);
}
