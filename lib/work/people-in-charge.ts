import type { Tx } from "../db/types.ts";

/** Administrators and security leads who can act: security leads first (as the alphabet has it), then the longest here. */
export async function peopleInCharge(tx: Tx, orgId: string): Promise<string[]> {
  const people = await tx.user.findMany({
    where: { orgId, state: "active", role: { in: ["administrator", "security_lead"] } },
    orderBy: [{ role: "desc" }, { createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return people.map(({ id }) => id);
}
