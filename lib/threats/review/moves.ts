import type { Tx } from "../../db/types.ts";
import type { Reader } from "../../kernel/query.ts";

/** How often the diagrams and threats of a threat model were changed: while it is the same, so is what they hold. */
export type Moves = { diagrams: Record<string, number>; threats: { count: number; changes: number } };

type Row = { id: string; diagrams: Record<string, number>; count: number; changes: number };

/** How often the content of these threat models was changed, by threat model. One statement. */
export async function readMoves(
  db: Pick<Reader, "$queryRaw">,
  threatModelIds: readonly string[],
): Promise<Map<string, Moves>> {
  if (threatModelIds.length === 0) return new Map();
  const rows = await db.$queryRaw<Row[]>`
    select m.id::text as id,
      coalesce((select jsonb_object_agg(d.id, d.version) from diagram d where d.threat_model_id = m.id), '{}') as diagrams,
      t.count, t.changes
    from threat_model m cross join lateral (
      select count(*)::int as count, coalesce(sum(version), 0)::int as changes from threat where threat_model_id = m.id
    ) t where m.id = any(${[...threatModelIds]}::uuid[])`;
  return new Map(rows.map(({ id, diagrams, count, changes }) => [id, { diagrams, threats: { count, changes } }]));
}

/** Whether nothing was changed between these. */
export function sameMoves(a: Moves, b: Moves): boolean {
  const [was, is] = [Object.entries(a.diagrams), Object.entries(b.diagrams)];
  return (
    was.length === is.length &&
    was.every(([id, version]) => b.diagrams[id] === version) &&
    a.threats.count === b.threats.count &&
    a.threats.changes === b.threats.changes
  );
}

/**
 * Holds a threat model and everything in it until the end of the transaction: edits that are under way end first, others wait.
 * The threat model comes first, as for whoever decides about threats.
 */
export async function holdContent(tx: Tx, threatModelId: string): Promise<void> {
  await tx.$queryRaw`select 1 as one from threat_model where id = ${threatModelId}::uuid for update`;
  await tx.$queryRaw`select 1 as one from diagram where threat_model_id = ${threatModelId}::uuid order by id for share`;
  await tx.$queryRaw`select 1 as one from threat where threat_model_id = ${threatModelId}::uuid order by id for share`;
}
