import type pg from "pg";

/** What a synthetic trail has, for asking about it. */
export type SyntheticTrail = {
  entries: number;
  /** A person with very many entries, and one with few. */
  busyActor: string;
  quietActor: string;
  /** A thing with very many versions, and one with twenty. */
  hotThing: string;
  plainThing: string;
  requestId: string;
  /** The first and the last instant. */
  from: Date;
  to: Date;
};

const START = Date.UTC(2025, 0, 1);
const STEP_MS = 60_000;

/** A UUID made of a text, in SQL. */
const madeUuid = (text: string): string => `overlay(md5(${text}) placing '7' from 13 for 1)::uuid`;

/** A UUID version 7 of a moment that grows with a number, in SQL: as the product makes them, in order of time. */
const timedUuid = (number: string): string =>
  `(lpad(to_hex(${START} + (${number}) * ${STEP_MS}), 12, '0') || '70008000' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** What entry n is about. Kinds differ as they do in life: common ones, one that is all old, one of the rarest, one hot thing. */
const THINGS = `
select n, h, case
    when n % 50000 = 7 then 'erasure'
    when n % 50 = 0 then 'diagram'
    when n < $2 / 20 and n % 2 = 1 then 'dataset'
    else (array['session','model','session','task','model','user','evidence','session','version','finding'])[t % 10 + 1] end as type,
  case when n % 50 = 0 then ${madeUuid("'hot'")} else ${madeUuid("'thing ' || (n / 20) || ' ' || (n % 50000 = 7)")} end as id,
  case when n % 50 = 0 then n / 50 + 1 else n % 20 + 1 end as version,
  case when h % 10 < 4 then 'system' when h % 10 = 4 then 'apiKey' else 'user' end as actor_type,
  case when h % 10 < 4 then (array['schedule','import','replay'])[h % 3 + 1]
    when h % 10 = 4 then ${madeUuid("'key ' || h % 7")}::text
    else ${madeUuid("'person ' || least(h / 16 % 400, h / 65536 % 400, h / 1048576 % 400)")}::text end as actor,
  ${timedUuid("n / 3 * 3")}::text as request
from (select n, abs(hashint4(n::int)) as h, abs(hashint4((n / 20)::int)) as t from generate_series($1::bigint, $1::bigint + 49999) n
      where n < $2) s`;

const ENTRIES = `
with thing as (${THINGS}), e as (
  insert into audit_entry (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id, created_at)
  select $3, $4, ${timedUuid("n")}, convert_to(repeat('x', 420), 'UTF8'), type, id::text, version,
    type || (array['.update','.update','.create','.update','.review','.archive'])[h % 6 + 1], actor_type, actor, request,
    $5::timestamptz + n * interval '60 seconds'
  from thing order by n returning entry_id, entity_type, entity_version
), p as (
  insert into audit_payload (entry_id, salt, body)
  select entry_id, sha256(entry_id::text::bytea), convert_to('{"after":{"name":"' || entity_type || ' ' || entry_id
    || '","purpose":"Exists to be read about in a trail of many entries."},"before":{"purpose":""},"reason":null,"schema":1,"v":1}', 'UTF8') from e
)
insert into audit_leaf (log_id, idx, entry_id, leaf_hash)
select $3, entry_id - $6, entry_id, sha256(entry_id::text::bytea) from e where entry_id - $6 < $2 - 50 order by entry_id`;

/** Fills an organization's log with entries, past everything that makes a true log: only what reading the trail looks at. */
export async function fillTrail(
  owner: pg.Pool,
  { orgId, logId, entries }: { orgId: string; logId: number; entries: number },
): Promise<SyntheticTrail> {
  await owner.query("delete from audit_queue where log_id = $1", [logId]);
  const { rows } = await owner.query<{ first: string }>(
    "select coalesce(max(entry_id), 0) + 1 as first from audit_entry",
  );
  const from = new Date(START);
  for (let n = 0; n < entries; n += 50_000) {
    await owner.query(ENTRIES, [n, entries, logId, orgId, from, rows[0]?.first]);
  }
  await owner.query(
    `insert into app_user (id, org_id, email, name, role, state, version, created_at, updated_at)
     select ${madeUuid("'person ' || n")}, $1, 'p' || n || '@bench.invalid', 'Person ' || n, 'viewer', 'active', 1, now(), now()
     from generate_series(0, 399) n`,
    [orgId],
  );
  await owner.query(
    "insert into audit_checkpoint (log_id, size, root, note, signed_at, published_at) values ($1, $2, sha256(''), 'x', now(), now())",
    [logId, entries - 100],
  );
  await owner.query("vacuum analyze audit_entry, audit_payload, audit_leaf, app_user, audit_log");
  const one = async (sql: string): Promise<string> =>
    String((await owner.query<{ v: string }>(`select ${sql} as v`)).rows[0]?.v);
  return {
    entries,
    busyActor: "schedule",
    quietActor: await one(`${madeUuid("'person 390'")}::text`),
    hotThing: await one(`${madeUuid("'hot'")}::text`),
    plainThing: await one(`${madeUuid(`'thing ' || ${Math.floor(entries / 40)} || ' false'`)}::text`),
    requestId: await one(`${timedUuid(`${Math.floor(entries / 6) * 3}::bigint`)}::text`),
    from,
    to: new Date(START + entries * STEP_MS),
  };
}
