-- Two things that happen to an installation that was off, or whose worker was.
-- Batches that wait are never dropped, however old they are.
-- An installation that was off for longer than partitions are made ahead takes its first rows before the worker has made the
-- next ones: they lie in the default partition, and a partition for their days was refused from then on. They move into it now.
create or replace function telemetry_keep_partitions(at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := (at at time zone 'UTC')::date;
  made int := 0;
  strays boolean;
  part record;
begin
  for part in
    select t.parent, t.parent || '_other' as other, t.parent || '_' || to_char(d, 'YYYYMMDD') as name, t.key,
      case when t.key = 'bucket' then d::date || ' 00:00:00+00' else d::date::text end as low,
      case when t.key = 'bucket' then (d + t.step)::date || ' 00:00:00+00' else (d + t.step)::date::text end as high
    from (values
      ('telemetry_inbox', 'received_day', interval '1 day', today - 2, today + 7),
      ('telemetry_event_key', 'day', interval '1 day', today - 9, today + 7),
      ('telemetry_window_5m', 'bucket', interval '1 day', today - 9, today + 7),
      ('telemetry_client', 'bucket', interval '1 day', today - 31, today + 7),
      ('telemetry_window_1h', 'bucket', interval '1 month', (date_trunc('month', today::timestamp) - interval '4 months')::date, (date_trunc('month', today::timestamp) + interval '1 month')::date),
      ('telemetry_window_1d', 'bucket', interval '1 year', (date_trunc('year', today::timestamp) - interval '4 years')::date, (date_trunc('year', today::timestamp) + interval '1 year')::date)
    ) as t(parent, key, step, first, last), generate_series(t.first::timestamp, t.last::timestamp, t.step) d
  loop
    continue when to_regclass('public.' || part.name) is not null;
    execute format('lock table %I in share update exclusive mode', part.parent);
    execute format('lock table %I in access exclusive mode', part.other);
    continue when to_regclass('public.' || part.name) is not null;
    execute format('select exists (select from %I where %I >= %L and %I < %L)', part.other, part.key, part.low, part.key, part.high) into strays;
    if strays then
      execute format('create table %I (like %I including defaults including constraints including storage)', part.name, part.parent);
      execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
        part.other, part.key, part.low, part.key, part.high, part.name);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', part.parent, part.name, part.low, part.high);
    else
      execute format('create table %I partition of %I for values from (%L) to (%L)', part.name, part.parent, part.low, part.high);
    end if;
    execute format('revoke all on %I from modelkeep_app, modelkeep_read', part.name);
    made := made + 1;
  end loop;
  for part in
    select t.parent, t.parent || '_other' as other, t.key, t.oldest
    from (values ('telemetry_inbox', 'received_day', today - 2), ('telemetry_event_key', 'day', today - 9),
      ('telemetry_window_5m', 'bucket', today - 9), ('telemetry_client', 'bucket', today - 31),
      ('telemetry_window_1h', 'bucket', (date_trunc('month', today::timestamp) - interval '4 months')::date),
      ('telemetry_window_1d', 'bucket', (date_trunc('year', today::timestamp) - interval '4 years')::date)) as t(parent, key, oldest)
  loop
    made := made + telemetry_drop_before(part.parent, part.oldest);
    if part.parent <> 'telemetry_inbox' then
      execute format('delete from %I where %I < %L', part.other, part.key,
        case when part.key = 'bucket' then part.oldest || ' 00:00:00+00' else part.oldest::text end);
    end if;
  end loop;
  return made;
end $$;

-- Drops the partitions of a table that begin before a day, of the inbox only those where nothing waits; answers how many.
create function telemetry_drop_before(parent text, oldest date) returns int
language plpgsql set search_path = public, pg_temp as $$
declare
  dropped int := 0;
  waiting boolean := false;
  part record;
begin
  for part in
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ('public.' || quote_ident(parent))::regclass
      and right(c.relname, 8) ~ '^\d{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < oldest
  loop
    if parent = 'telemetry_inbox' then
      execute format('select exists (select from %I)', part.name) into waiting;
    end if;
    continue when waiting;
    execute format('drop table %I', part.name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
revoke execute on function telemetry_drop_before(text, date) from public;
