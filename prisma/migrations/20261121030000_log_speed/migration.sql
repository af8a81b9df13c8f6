-- Speed of the log: one round trip for an append, fewer row locks and indexes in the way of a business transaction.

-- Foreign keys to audit_log made every business transaction lock the same row, and those of a payload wrote to the entry
-- that the same statement had just made. Entries and logs can never be deleted (audit_refuse), the guard asks for the
-- current log of the row's organization, and verifiers compare payloads with the entries' digests.
alter table audit_entry drop constraint audit_entry_log_id_fkey;
alter table audit_head drop constraint audit_head_log_id_fkey;
alter table audit_payload drop constraint audit_payload_entry_id_fkey;
alter table audit_personal drop constraint audit_personal_entry_id_fkey;

-- Appends entries about things to the current log of an organization. Of each entry's bytes the caller gives what stands
-- before the version, what stands between version and prev, and what stands behind prev; version and prev are filled in
-- here, where the head of the thing is locked. Binary arguments are hexadecimal text, the rest of the bytes is UTF-8.
create function audit_append(
  org uuid, actor_type text, actor_ref text, request text, uuids uuid[], types text[], ids text[], actions text[],
  starts text[], middles text[], tail text, salts text[], bodies text[],
  hidden_in uuid[], pointers text[], subjects uuid[], ciphers text[]
) returns table (uuid uuid, entry_id bigint, version int)
language plpgsql set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  log int; number bigint; head int; prev bytea; made bytea;
begin
  select l.log_id into log from audit_log l where l.org_id = org and l.current;
  if not found then
    raise exception 'this organization has no audit log';
  end if;

  -- One entry is by far the most frequent case, and single rows cost half of what sets of one row cost.
  if cardinality(uuids) = 1 then
    select h.version, h.leaf_hash into head, prev from audit_head h
      where h.log_id = log and h.entity_type = types[1] and h.entity_id = ids[1] for update;
    if not found then
      insert into audit_head as h (log_id, entity_type, entity_id, version, leaf_hash) values (log, types[1], ids[1], 0, '')
        on conflict (log_id, entity_type, entity_id) do update set version = h.version
        returning h.version, h.leaf_hash into head, prev;
    end if;
    made := convert_to(starts[1] || (head + 1) || middles[1]
      || case head when 0 then 'null' else '"' || encode(prev, 'base64') || '"' end || tail, 'UTF8');
    insert into audit_entry as e (log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
      values (log, org, uuids[1], made, types[1], ids[1], head + 1, actions[1], audit_append.actor_type, audit_append.actor_ref, request)
      returning e.entry_id into number;
    insert into audit_payload (entry_id, salt, body) values (number, decode(salts[1], 'hex'), convert_to(bodies[1], 'UTF8'));
    if cardinality(pointers) > 0 then
      insert into audit_personal (entry_id, pointer, subject_id, cipher)
        select number, s.pointer, s.subject, decode(s.cipher, 'hex') from unnest(pointers, subjects, ciphers) as s(pointer, subject, cipher);
    end if;
    insert into audit_queue (log_id, entry_id) values (log, number);
    update audit_head h set version = head + 1, leaf_hash = sha256('\x00'::bytea || made)
      where h.log_id = log and h.entity_type = types[1] and h.entity_id = ids[1];
    insert into live_event (org_id, entity_type, entity_id) values (org, types[1], ids[1]);
    return query select uuids[1], number, head + 1;
    return;
  end if;

  insert into audit_head as h (log_id, entity_type, entity_id, version, leaf_hash)
    select log, t.type, t.id, 0, '' from unnest(types, ids) as t(type, id) order by t.type, t.id
    on conflict (log_id, entity_type, entity_id) do update set version = h.version;
  -- Entries get their numbers here, so that nothing below has to look them up again: a join of the parts with each other
  -- would be planned for ten rows and run for thousands.
  return query
  with t as materialized (
    select t.*, h.version + 1 as version, nextval('audit_entry_entry_id_seq') as entry_id,
      convert_to(t.start || (h.version + 1) || t.middle
        || case h.version when 0 then 'null' else '"' || encode(h.leaf_hash, 'base64') || '"' end || tail, 'UTF8') as leaf
    from unnest(uuids, types, ids, actions, starts, middles, salts, bodies)
      with ordinality as t(uuid, type, id, action, start, middle, salt, body, place)
    join audit_head h on h.log_id = log and h.entity_type = t.type and h.entity_id = t.id
    order by t.place
  ), e as (
    insert into audit_entry (entry_id, log_id, org_id, uuid, leaf, entity_type, entity_id, entity_version, action, actor_type, actor_ref, request_id)
    overriding system value
    select t.entry_id, log, org, t.uuid, t.leaf, t.type, t.id, t.version, t.action, audit_append.actor_type, audit_append.actor_ref, request
    from t order by t.place
  ), p as (
    insert into audit_payload (entry_id, salt, body)
    select t.entry_id, decode(t.salt, 'hex'), convert_to(t.body, 'UTF8') from t
  ), s as (
    insert into audit_personal (entry_id, pointer, subject_id, cipher)
    select t.entry_id, s.pointer, s.subject, decode(s.cipher, 'hex')
    from unnest(hidden_in, pointers, subjects, ciphers) as s(uuid, pointer, subject, cipher) join t using (uuid)
  ), q as (
    insert into audit_queue (log_id, entry_id) select log, t.entry_id from t
  ), h as (
    update audit_head h set version = t.version, leaf_hash = sha256('\x00'::bytea || t.leaf)
    from t where h.log_id = log and h.entity_type = t.type and h.entity_id = t.id
  ), l as (
    insert into live_event (org_id, entity_type, entity_id) select org, t.type, t.id from t order by t.place
  )
  select t.uuid, t.entry_id, t.version from t;
end $$;
revoke execute on function audit_append(uuid, text, text, text, uuid[], text[], text[], text[], text[], text[], text, text[], text[], uuid[], text[], uuid[], text[]) from public;
grant execute on function audit_append(uuid, text, text, text, uuid[], text[], text[], text[], text[], text[], text, text[], text[], uuid[], text[], uuid[], text[]) to modelkeep_app;

-- The trail is read by time, and by time within who, within what kind of thing, and within what was done; see
-- lib/trail/entry-rows.ts. One index less to write to than before, and one for requests that costs nearly nothing.
drop index audit_entry_org, audit_entry_org_actor, audit_entry_org_action;
create index audit_entry_org_actor on audit_entry (org_id, actor_ref, created_at, entry_id);
create index audit_entry_org_kind on audit_entry (org_id, entity_type, action, created_at, entry_id);
create index audit_entry_request on audit_entry using brin (request_id) with (autosummarize = on, pages_per_range = 32);
