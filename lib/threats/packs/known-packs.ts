import { builtInPacks } from "../../knowledge/packs.ts";
import { ThreatPack, type Threat } from "../../knowledge/schema.ts";
import type { Reader } from "../../kernel/query.ts";

/** A threat of the library with the pack it stands in. */
export type LibraryThreat = { threat: Threat; pack: string; version: string };

const builtIn = new Map(
  builtInPacks.flatMap(({ id: pack, version, threats }) =>
    threats.map((threat): [string, LibraryThreat] => [threat.id, { threat, pack, version }]),
  ),
);

/** The threat of this id in the shipped library or in one of the organization's packs, also a retired one. */
export async function libraryThreat(
  db: Pick<Reader, "$queryRaw" | "threatPack">,
  orgId: string,
  id: string,
): Promise<LibraryThreat | undefined> {
  const shipped = builtIn.get(id);
  if (shipped !== undefined) return shipped;
  const wanted = JSON.stringify({ threats: [{ id }] });
  const rows = await db.$queryRaw<{ content: unknown }[]>`
    select content from threat_pack where org_id = ${orgId}::uuid and content @> ${wanted}::jsonb order by state, id limit 1`;
  const pack = ThreatPack.safeParse(rows[0]?.content);
  const threat = pack.data?.threats.find((each) => each.id === id);
  return pack.data === undefined || threat === undefined
    ? undefined
    : { threat, pack: pack.data.id, version: pack.data.version };
}
