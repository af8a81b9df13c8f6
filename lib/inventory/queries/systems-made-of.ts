import type { Reader } from "../../kernel/query.ts";

/** The systems that are made of these models and versions, by model or version; archived systems are left out. One statement. */
export async function systemsMadeOf(
  db: Pick<Reader, "$queryRaw">,
  orgId: string,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; systems: string[] }[]>`
    select l.up_id::text as id, array_agg(distinct l.down_id::text) as systems from asset_link l
    join asset a on a.id = l.down_id and a.kind = 'system' and a.state = 'active'
    where l.org_id = ${orgId}::uuid and l.up_id = any(${[...ids]}::uuid[]) and l.relation = 'made_of'
    group by l.up_id`;
  return new Map(rows.map(({ id, systems }) => [id, systems]));
}
