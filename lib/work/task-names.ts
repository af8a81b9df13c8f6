import type { Task, Tx } from "../db/types.ts";

/** Names of the people that these tasks mention, by id. */
export async function taskNames(
  db: Pick<Tx, "user">,
  orgId: string,
  tasks: readonly Task[],
): Promise<Map<string, string>> {
  const ids = [...new Set(tasks.flatMap((task) => [task.assigneeId, task.createdBy]).filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = await db.user.findMany({ where: { orgId, id: { in: ids } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
