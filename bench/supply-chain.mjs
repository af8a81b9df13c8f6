/**
 * A made supply chain, written past the doors: 10,000 models, 50,000 versions and 200,000 links, in which one library is in
 * two of five versions and base models are built upon in chains. Ids tell the kind and the number, so a bench can name them.
 */

/** The id of the nth thing of a kind. */
export const idOf = (kind, n) => `00000000-000${KINDS[kind]}-7000-8000-${n.toString(16).padStart(12, "0")}`;

const KINDS = {
  organization: 0,
  model: 1,
  model_version: 2,
  dataset: 3,
  dataset_version: 4,
  system: 5,
  deployment: 6,
  component: 7,
  vendor: 8,
  link: 9,
  user: "a",
};

export const counts = {
  model: 10_000,
  model_version: 50_000,
  dataset: 2_000,
  dataset_version: 6_000,
  system: 2_000,
  deployment: 10_000,
  component: 500,
  vendor: 100,
};

const cases = Object.entries(KINDS)
  .map(([kind, digit]) => `when '${kind}' then '${digit}'`)
  .join(" ");

const setUp = `
create function pg_temp.made(kind text, n bigint) returns uuid language sql immutable as $$
  select ('00000000-000' || case kind ${cases} end || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
create sequence pg_temp.link_number;`;

const org = "pg_temp.made('organization', 1)";

const assets = (kind) => `
insert into asset (id, org_id, kind, parent_id, slug, name, sort_name, search_text, description, owner_id, team, sensitivity,
  tags, facts, status, state, version, created_at, updated_at)
select pg_temp.made('${kind}', n), ${org}, '${kind}',
  ${kind === "dataset_version" ? `pg_temp.made('dataset', n % ${counts.dataset})` : "null::uuid"}, '${kind}-' || n,
  '${kind} ' || n, '${kind} ' || n, '${kind} ' || n, '', pg_temp.made('user', n % 50), 'Team ' || n % 20,
  (array['public', 'internal', 'confidential', 'restricted'])[1 + n % 4], '{}',
  jsonb_build_object('label', n::text, 'environment', 'production', 'status', case when n % 3 = 0 then 'stopped' else 'live' end),
  ${kind === "deployment" ? "case when n % 3 = 0 then 'stopped' else 'live' end" : "''"}, 'active', 1, now(), now()
from generate_series(0, ${counts[kind] - 1}) n;`;

/** Links of one relation; `up` and `down` are [kind, number] with the number as SQL over n. */
const links = (relation, [upKind, up], [downKind, down], { owner, from }) => `
insert into asset_link (id, org_id, owner_type, owner_id, relation, up_type, up_id, down_type, down_id)
select pg_temp.made('link', nextval('pg_temp.link_number')), ${org}, '${owner === "up" ? upKind : downKind}',
  pg_temp.made('${owner === "up" ? upKind : downKind}', ${owner === "up" ? up : down}), '${relation}',
  '${upKind}', pg_temp.made('${upKind}', ${up}), '${downKind}', pg_temp.made('${downKind}', ${down})
from ${from} on conflict do nothing;`;

const every = (count) => `generate_series(0, ${count - 1}) n`;
const version = ["model_version", "n"];

const statements = [
  setUp,
  `insert into organization (id, org_id, slug, name, version, created_at, updated_at)
   values (${org}, ${org}, 'bench', 'Bench', 1, now(), now());`,
  `insert into app_user (id, org_id, email, name, role, state, mfa_enabled, version, created_at, updated_at)
   select pg_temp.made('user', n), ${org}, 'p' || n || '@bench.test', 'Person ' || n, 'model_owner', 'active', false, 1, now(), now()
   from ${every(50)};`,
  `insert into model (id, org_id, slug, name, sort_name, search_text, owner_id, kind, sensitivity, stage, state, version, created_at, updated_at)
   select pg_temp.made('model', n), ${org}, 'model-' || n, 'Model ' || n, 'model ' || n, 'model ' || n, pg_temp.made('user', n % 50),
     'predictive', 'internal', 'operation', 'active', 1, now(), now() from ${every(counts.model)};`,
  `insert into model_version (id, org_id, model_id, label, description, stage, state, facts, tags, version, created_at, updated_at)
   select pg_temp.made('model_version', n), ${org}, pg_temp.made('model', n % ${counts.model}), 'v' || n / ${counts.model}, '',
     'operation', 'released', '{}', '{}', 1, now(), now() from ${every(counts.model_version)};`,
  ...["dataset", "dataset_version", "system", "deployment", "component", "vendor"].map(assets),
  links("version_of", version, ["model", `n % ${counts.model}`], { owner: "up", from: every(counts.model_version) }),
  links("release_of", ["dataset", `n % ${counts.dataset}`], ["dataset_version", "n"], {
    owner: "down",
    from: every(counts.dataset_version),
  }),
  links("trained_on", ["dataset_version", `(n::bigint * 7919) % ${counts.dataset_version}`], version, {
    owner: "down",
    from: every(counts.model_version),
  }),
  links("evaluated_on", ["dataset_version", `(n::bigint * 104729) % ${counts.dataset_version}`], version, {
    owner: "down",
    from: every(25_000),
  }),
  links("derived_from", ["model_version", "n / 7"], version, { owner: "down", from: "generate_series(10, 10009) n" }),
  links("depends_on", ["component", `case when n % 5 < 2 then 0 else 1 + n % ${counts.component - 1} end`], version, {
    owner: "down",
    from: every(counts.model_version - 13_000),
  }),
  links("runs", ["model_version", "n * 5"], ["deployment", "n"], { owner: "down", from: every(counts.deployment) }),
  links("serves", ["deployment", "n"], ["system", `n % ${counts.system}`], { owner: "up", from: every(6_000) }),
  links("made_of", ["model", "n * 5"], ["system", "n"], { owner: "down", from: every(counts.system) }),
  links("supplied_by", ["vendor", `n % ${counts.vendor}`], ["component", "n"], {
    owner: "down",
    from: every(counts.component),
  }),
  links("supplied_by", ["vendor", `n % ${counts.vendor}`], ["dataset", "n"], {
    owner: "down",
    from: every(counts.dataset),
  }),
  links("depends_on", ["component", `n % ${counts.component}`], ["deployment", "n"], {
    owner: "down",
    from: every(1_500),
  }),
];

/** Writes it with the guards off, as the database's owner over `client` (pg). Gives how many links there are. */
export async function makeSupplyChain(client) {
  await client.query("set session_replication_role = replica");
  for (const statement of statements) await client.query(statement);
  await client.query("set session_replication_role = default");
  await client.query("vacuum analyze");
  const { rows } = await client.query("select count(*)::int as links from asset_link");
  return rows[0].links;
}

/** How many entries the made trail has: every deployment five times, the rest changes of versions. */
export const ENTRIES = 1_000_000;
const CHANGES = 5;

const entry = (kind, { number, version, at, from }) => `
insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id, created_at)
overriding user value
select l.log_id, ${org}, gen_random_uuid(), '\\x7b7d', '${kind}', pg_temp.made('${kind}', ${number})::text, ${version}, 'asset.update',
  'user', pg_temp.made('user', n % 50)::text, '${kind}', ${at} from audit_log l, ${from} where l.org_id = ${org};`;

/** The values of a deployment's entry as canonical JSON: members in order, no spaces. */
const image = `'{"after":{"description":"' || repeat('What it is for. ', 20) || '","facts":{"endpoint":"https://models.example/' ||
  e.entity_id || '","environment":"production","exposure":"internal","status":"' ||
  case when e.entity_version % 2 = 0 then 'live' else 'stopped' end || '"},"links":[{"id":"' ||
  pg_temp.made('model_version', e.entry_id % ${counts.model_version}) || '","relation":"runs","type":"model_version"}],"name":"' ||
  e.entity_id || '","ownerId":"' || e.actor_ref || '","sensitivity":"internal","slug":"' || e.entity_id ||
  '","state":"active","team":"Team"},"before":null,"reason":null,"schema":1,"v":1}'`;

const trail = [
  `insert into audit_log (org_id, origin, root) values (${org}, 'bench', sha256(''));`,
  entry("deployment", {
    number: `n % ${counts.deployment}`,
    version: `1 + n / ${counts.deployment}`,
    at: `timestamptz '2026-01-01' + interval '1 day' * (n / ${counts.deployment}) + interval '1 second' * (n % ${counts.deployment})`,
    from: every(counts.deployment * CHANGES),
  }),
  entry("model_version", {
    number: `n % ${counts.model_version}`,
    version: `1 + n / ${counts.model_version}`,
    at: "timestamptz '2026-01-01' + interval '5 seconds' * n",
    from: every(ENTRIES - counts.deployment * CHANGES),
  }),
  `insert into audit_payload (entry_id, salt, body) select e.entry_id, sha256(e.leaf),
     case e.entity_type when 'deployment' then convert_to(${image}, 'utf8') else '\\x7b7d' end
   from audit_entry e where e.org_id = ${org};`,
  `insert into audit_head (log_id, entity_type, entity_id, version, leaf_hash)
   select log_id, entity_type, entity_id, max(entity_version), sha256('') from audit_entry where org_id = ${org} group by 1, 2, 3;`,
];

/** Writes a trail of a million entries of the same things, past the doors. Half of the deployments' changes stop them. */
export async function makeTrail(client) {
  await client.query("set session_replication_role = replica");
  for (const statement of trail) await client.query(statement);
  await client.query("set session_replication_role = default");
  await client.query("vacuum analyze");
}
