import {
  hubRepository,
  normalizePurl,
  normalizeUrl,
  withoutRelease,
  type SightingKind,
} from "../../discovery/rules.ts";
import type { Tx } from "../../db/types.ts";
import { foldText } from "../rules.ts";

type Seen = { kind: SightingKind; normal: string };
export type SightingMatch = { type: string; id: string };
type Named = { key: string; type: string; id: string };
type Finder = (seen: Seen) => SightingMatch | undefined;

const nothing: Finder = () => undefined;

/** What is named by exactly one key; two things of the same name are left to a person. */
function uniqueByKey(rows: readonly Named[]): ReadonlyMap<string, SightingMatch> {
  const found = new Map<string, SightingMatch | undefined>();
  for (const { key, type, id } of rows) {
    const before = found.get(key);
    found.set(key, found.has(key) && before?.id !== id ? undefined : { type, id });
  }
  return new Map([...found].flatMap(([key, match]) => (match === undefined ? [] : [[key, match] as const])));
}

async function byDigest(tx: Tx, orgId: string, digests: readonly string[]): Promise<Finder> {
  if (digests.length === 0) return nothing;
  const rows = await tx.$queryRaw<Named[]>`
    select a.digest as key, 'model_version' as type, a.version_id::text as id from version_artifact a
      where a.org_id = ${orgId}::uuid and a.digest = any (${[...digests]}::text[])
    union all
    select digest, kind, id::text from asset
      where org_id = ${orgId}::uuid and digest = any (${[...digests]}::text[]) and state = 'active'
        and kind in ('component', 'deployment')
    order by 2, 3`;
  const first = new Map(rows.toReversed().map(({ key, type, id }) => [key, { type, id }]));
  return ({ normal }) => first.get(normal);
}

async function byPurl(tx: Tx, orgId: string, purls: readonly string[]): Promise<Finder> {
  if (purls.length === 0) return nothing;
  const wanted = [...new Set(purls.flatMap((purl) => [purl, withoutRelease(purl)]))];
  const rows = await tx.$queryRaw<{ purl: string; id: string }[]>`
    select facts ->> 'purl' as purl, id::text as id from asset
    where org_id = ${orgId}::uuid and kind = 'component' and facts ->> 'purl' <> '' and state = 'active'
      and lower(facts ->> 'purl') = any (${wanted}::text[]) order by id`;
  const found = new Map(
    rows.toReversed().map(({ purl, id }) => [normalizePurl(purl) ?? "", { type: "component", id }]),
  );
  return ({ normal }) => found.get(normal) ?? found.get(withoutRelease(normal));
}

/** Endpoints of deployments that hold an address: the longest that the address is or lies under. */
async function byEndpoint(tx: Tx, orgId: string): Promise<Finder> {
  const rows = await tx.$queryRaw<{ endpoint: string; id: string }[]>`
    select facts ->> 'endpoint' as endpoint, id::text as id from asset
    where org_id = ${orgId}::uuid and kind = 'deployment' and state = 'active' and facts ->> 'endpoint' <> '' order by id`;
  const found = new Map<string, SightingMatch>();
  for (const { endpoint, id } of rows.toReversed()) {
    const match = { type: "deployment", id };
    found.set(endpoint.trim(), match);
    const normal = normalizeUrl(endpoint)?.normal;
    if (normal !== undefined) found.set(normal, match);
  }
  return ({ kind, normal }) => {
    if (kind === "cloud_resource") return found.get(normal);
    for (let place = normal; place !== ""; place = place.slice(0, Math.max(0, place.lastIndexOf("/")))) {
      const match = found.get(place);
      if (match !== undefined) return match;
    }
    return undefined;
  };
}

async function byName(tx: Tx, orgId: string, names: readonly string[]): Promise<Finder> {
  if (names.length === 0) return nothing;
  const rows = await tx.$queryRaw<Named[]>`
    select sort_name as key, 'model' as type, id::text as id from model
      where org_id = ${orgId}::uuid and state = 'active' and sort_name = any (${[...names]}::text[])
    union all
    select sort_name, kind, id::text from asset
      where org_id = ${orgId}::uuid and state = 'active' and kind = 'system' and sort_name = any (${[...names]}::text[])`;
  const found = uniqueByKey(rows);
  return ({ normal }) => found.get(normal);
}

/** Models of a hub: by the repository as name or source, or by its last part where the maker is the repository's. */
async function byRepository(tx: Tx, orgId: string, seen: readonly Seen[]): Promise<Finder> {
  const repositories = seen.flatMap(({ normal }) => hubRepository(normal) ?? []);
  if (repositories.length === 0) return nothing;
  const full = repositories.map(({ organization, name }) => foldText(`${organization}/${name}`));
  const short = repositories.map(({ name }) => foldText(name));
  const rows = await tx.$queryRaw<{ name: string; provider: string; source: string | null; id: string }[]>`
    select sort_name as name, provider, lower(source_key) as source, id::text as id from model
    where org_id = ${orgId}::uuid and state = 'active'
      and (sort_name = any (${[...full, ...short]}::text[]) or source_key = any (${full.flatMap((name) => [name, `huggingface:${name}`])}::text[]))`;
  const found = uniqueByKey(
    rows.flatMap(({ name, provider, source, id }) => {
      const keys = [
        name,
        `${foldText(provider)}/${name}`,
        ...(source === null ? [] : [source.replace(/^huggingface:/, "")]),
      ];
      return [...new Set(keys)].filter((key) => key.includes("/")).map((key) => ({ key, type: "model", id }));
    }),
  );
  return ({ normal }) => {
    const repository = hubRepository(normal);
    return repository === undefined ? undefined : found.get(foldText(`${repository.organization}/${repository.name}`));
  };
}

/** What each of these sightings is in the inventory, as far as exactly one thing fits; at most five statements. */
export async function matchSightings(tx: Tx, orgId: string, seen: readonly Seen[]): Promise<Finder> {
  const of = (kind: SightingKind): string[] => seen.filter((each) => each.kind === kind).map(({ normal }) => normal);
  const urls = seen.filter(({ kind }) => kind === "url");
  const addressed = urls.length > 0 || of("cloud_resource").length > 0;
  const digest = await byDigest(tx, orgId, of("digest"));
  const purl = await byPurl(tx, orgId, of("package"));
  const endpoint = addressed ? await byEndpoint(tx, orgId) : nothing;
  const repository = await byRepository(tx, orgId, urls);
  const name = await byName(tx, orgId, of("name"));
  const finders: Readonly<Record<SightingKind, Finder>> = {
    digest,
    package: purl,
    url: (each) => endpoint(each) ?? repository(each),
    cloud_resource: endpoint,
    name,
  };
  return (each) => finders[each.kind](each);
}
