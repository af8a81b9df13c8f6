import type { ThreatPack as Row } from "../../db/types.ts";
import type { Reader } from "../../kernel/query.ts";
import { ThreatPack } from "../../knowledge/schema.ts";
import type { ThreatPackDto } from "./schema.ts";

/** How many threat models in use switched each of these packs on, by key. */
export async function packUse(
  db: Pick<Reader, "$queryRaw">,
  orgId: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db.$queryRaw<{ key: string; used: number }[]>`
    select k.key, count(m.id)::int as used from unnest(${[...keys]}::text[]) as k(key)
    left join threat_model m on m.org_id = ${orgId}::uuid and m.state = 'active' and m.packs @> array[k.key] group by 1`;
  return new Map(rows.map(({ key, used }) => [key, used]));
}

/** A stored pack without its threats. */
export function packDto(row: Row, usedBy: number): ThreatPackDto {
  const content = ThreatPack.parse(row.content);
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    packVersion: content.version,
    description: content.description,
    threats: content.threats.length,
    state: row.state === "retired" ? "retired" : "active",
    usedBy,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A pack that comes with the product. */
export function builtInDto(pack: ThreatPack): ThreatPackDto {
  return {
    id: null,
    key: pack.id,
    name: pack.name,
    packVersion: pack.version,
    description: pack.description,
    threats: pack.threats.length,
    state: "built_in",
    usedBy: 0,
    version: 0,
    updatedAt: null,
  };
}
