-- Telemetry: batches wait in an inbox until the worker has counted them; then only windows of whole numbers remain.
-- Every key begins with org_id, and no two of these tables are joined on anything else.

-- Which models a key may write telemetry for; none named means all of the organization.
alter table api_key add column models uuid[] not null default '{}';

-- ---------------------------------------------------------------- what comes in

create table telemetry_inbox (
  org_id uuid not null,
  received_day date not null,
  id uuid not null,
  received_at timestamptz(3) not null,
  source text not null,
  key_id uuid,
  events int not null,
  body bytea not null,
  primary key (org_id, received_day, id)
) partition by range (received_day);
alter table telemetry_inbox alter column body set storage external;
create index telemetry_inbox_waiting on telemetry_inbox (org_id, received_at);

-- Not partitioned by day, so that a batch sent again after midnight is known. Holds what was answered the first time.
create table telemetry_batch_key (
  org_id uuid not null,
  source text not null,
  batch_key bytea not null,
  batch_id uuid not null,
  received_at timestamptz(3) not null,
  digest bytea not null,
  accepted int not null,
  rejected int not null,
  status int not null,
  response text not null,
  noted boolean not null default false,
  primary key (org_id, source, batch_key)
);
create index telemetry_batch_key_received on telemetry_batch_key (org_id, received_at);
create index telemetry_batch_key_unnoted on telemetry_batch_key (org_id, received_at) where not noted;

-- The quota's counters: one row a minute.
create table telemetry_usage (
  org_id uuid not null,
  minute timestamptz(3) not null,
  events bigint not null,
  bytes bigint not null,
  primary key (org_id, minute)
);

-- Ids of events that were counted, for the formats that have some.
create table telemetry_event_key (
  org_id uuid not null,
  day date not null,
  event_key bytea not null,
  primary key (org_id, day, event_key)
) partition by range (day);

-- ---------------------------------------------------------------- what is counted

create table telemetry_series (
  org_id uuid not null,
  id uuid not null,
  model_id uuid not null,
  -- All zeros: no version was stated.
  version_id uuid not null,
  kind text not null check (kind in ('traffic', 'feature', 'output', 'measure', 'confidence', 'outcome')),
  name text not null,
  unit text not null default '',
  first_at timestamptz(3) not null,
  primary key (org_id, id),
  unique (org_id, model_id, version_id, kind, name)
);

-- res: 0 is five minutes, 1 an hour, 2 a day (UTC). The numbers beside the state are derived from it when it is written.
create table telemetry_window (
  org_id uuid not null,
  series_id uuid not null,
  res smallint not null check (res between 0 and 2),
  bucket timestamptz(3) not null,
  n bigint not null,
  nulls bigint not null,
  mean double precision,
  least double precision,
  largest double precision,
  p50 double precision,
  p95 double precision,
  p99 double precision,
  counters bigint[],
  state bytea not null,
  primary key (org_id, series_id, res, bucket)
) partition by list (res);
create table telemetry_window_5m partition of telemetry_window for values in (0) partition by range (bucket);
create table telemetry_window_1h partition of telemetry_window for values in (1) partition by range (bucket);
create table telemetry_window_1d partition of telemetry_window for values in (2) partition by range (bucket);

create table telemetry_client (
  org_id uuid not null,
  model_id uuid not null,
  bucket timestamptz(3) not null,
  client bytea not null,
  n bigint not null,
  counters bigint[] not null,
  state bytea not null,
  primary key (org_id, model_id, bucket, client)
) partition by range (bucket);

-- The last total of a series that only counts up, so that the next one can be made an increment.
create table telemetry_total (
  org_id uuid not null,
  series_key bytea not null,
  started_at timestamptz(3),
  last_at timestamptz(3) not null,
  value jsonb not null,
  primary key (org_id, series_key)
);
create index telemetry_total_last on telemetry_total (org_id, last_at);

create table telemetry_sender (
  org_id uuid not null,
  model_id uuid not null,
  source text not null,
  key_id uuid not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  events bigint not null,
  primary key (org_id, model_id, source, key_id)
);

-- ---------------------------------------------------------------- what is concluded

-- Windows of a model that changed and were not judged since.
create table telemetry_due (
  org_id uuid not null,
  model_id uuid not null,
  res smallint not null,
  bucket timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (org_id, model_id, res, bucket)
);
create index telemetry_due_bucket on telemetry_due (org_id, res, bucket);

create table telemetry_detector (
  org_id uuid not null,
  subject_id uuid not null,
  detector text not null,
  bucket timestamptz(3) not null,
  state jsonb not null,
  primary key (org_id, subject_id, detector)
);

create table telemetry_verdict (
  org_id uuid not null,
  model_id uuid not null,
  series_id uuid not null,
  bucket timestamptz(3) not null,
  reference_id uuid not null,
  status text not null,
  n bigint not null,
  effect double precision,
  p double precision,
  p_adjusted double precision,
  primary key (org_id, series_id, bucket, reference_id)
);
create index telemetry_verdict_model on telemetry_verdict (org_id, model_id, bucket);

create table telemetry_signal (
  org_id uuid not null,
  id uuid not null,
  model_id uuid not null,
  version_id uuid not null,
  series_id uuid,
  client bytea,
  bucket timestamptz(3) not null,
  at timestamptz(3) not null,
  kind text not null,
  severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
  sure double precision not null check (sure between 0 and 1),
  words text not null,
  techniques text[] not null,
  evidence jsonb not null,
  fingerprint text not null,
  -- Whether it was handed to the alerts.
  handled boolean not null default false,
  primary key (org_id, id),
  unique (org_id, model_id, fingerprint, bucket)
);
create index telemetry_signal_unhandled on telemetry_signal (org_id, bucket) where not handled;
create index telemetry_signal_model on telemetry_signal (org_id, model_id, bucket desc, id desc);

-- ---------------------------------------------------------------- partitions

-- Makes the partitions of the days to come and drops those past their time. The windows' retention: five minutes a week,
-- hours 90 days, days three years; clients 30 days. Answers how many it made and dropped.
create function telemetry_keep_partitions(at timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := (at at time zone 'UTC')::date;
  made int := 0;
  part record;
begin
  for part in
    select t.parent, t.step, d::date as low, (d + t.step)::date as high, to_char(d, 'YYYYMMDD') as stamp
    from (values
      ('telemetry_inbox', interval '1 day', today - 2, today + 7),
      ('telemetry_event_key', interval '1 day', today - 9, today + 7),
      ('telemetry_window_5m', interval '1 day', today - 9, today + 7),
      ('telemetry_client', interval '1 day', today - 31, today + 7),
      ('telemetry_window_1h', interval '1 month', (date_trunc('month', today::timestamp) - interval '4 months')::date, (date_trunc('month', today::timestamp) + interval '1 month')::date),
      ('telemetry_window_1d', interval '1 year', (date_trunc('year', today::timestamp) - interval '4 years')::date, (date_trunc('year', today::timestamp) + interval '1 year')::date)
    ) as t(parent, step, first, last), generate_series(t.first::timestamp, t.last::timestamp, t.step) d
  loop
    if to_regclass('public.' || part.parent || '_' || part.stamp) is null then
      execute format('create table %I partition of %I for values from (%L) to (%L)',
        part.parent || '_' || part.stamp, part.parent,
        case when part.parent in ('telemetry_inbox', 'telemetry_event_key') then part.low::text else part.low || ' 00:00:00+00' end,
        case when part.parent in ('telemetry_inbox', 'telemetry_event_key') then part.high::text else part.high || ' 00:00:00+00' end);
      execute format('revoke all on %I from modelkeep_app, modelkeep_read', part.parent || '_' || part.stamp);
      made := made + 1;
    end if;
  end loop;
  for part in
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join (values ('telemetry_inbox', today - 2), ('telemetry_event_key', today - 9), ('telemetry_window_5m', today - 9),
      ('telemetry_client', today - 31), ('telemetry_window_1h', (date_trunc('month', today::timestamp) - interval '4 months')::date),
      ('telemetry_window_1d', (date_trunc('year', today::timestamp) - interval '4 years')::date)) as t(parent, oldest)
      on p.relname = t.parent
    where right(c.relname, 8) ~ '^\d{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < t.oldest
  loop
    execute format('drop table %I', part.name);
    made := made + 1;
  end loop;
  return made;
end $$;
revoke execute on function telemetry_keep_partitions(timestamptz) from public;
grant execute on function telemetry_keep_partitions(timestamptz) to modelkeep_worker;
select telemetry_keep_partitions(now());

-- What lies outside of all partitions is kept too, and seen by the check of the worker.
create table telemetry_window_5m_other partition of telemetry_window_5m default;
create table telemetry_window_1h_other partition of telemetry_window_1h default;
create table telemetry_window_1d_other partition of telemetry_window_1d default;
create table telemetry_client_other partition of telemetry_client default;
create table telemetry_inbox_other partition of telemetry_inbox default;
create table telemetry_event_key_other partition of telemetry_event_key default;

-- ---------------------------------------------------------------- references

-- What windows are compared with: frozen, with a digest in the trail; another one needs two people.
create table telemetry_reference (
  id uuid primary key,
  org_id uuid not null references organization (id),
  model_id uuid not null references model (id),
  state text not null check (state in ('proposed', 'frozen', 'retired', 'rejected')),
  origin text not null check (origin in ('window', 'upload')),
  from_at timestamptz(3),
  to_at timestamptz(3),
  rows int not null check (rows >= 0),
  features int not null check (features >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  reason text not null,
  proposed_by uuid references app_user (id),
  decided_by uuid references app_user (id),
  decision_reason text not null default '',
  version int not null,
  created_at timestamptz(3) not null,
  decided_at timestamptz(3)
);
create index telemetry_reference_model on telemetry_reference (org_id, model_id, created_at desc);
create unique index telemetry_reference_one_frozen on telemetry_reference (org_id, model_id) where state = 'frozen';
create unique index telemetry_reference_one_proposed on telemetry_reference (org_id, model_id) where state = 'proposed';
call guard_aggregate('telemetry_reference', 'telemetry_reference');

-- One column of a reference: its edges or categories, and how many rows lie in each cell.
create table telemetry_reference_series (
  reference_id uuid not null references telemetry_reference (id),
  org_id uuid not null,
  kind text not null check (kind in ('feature', 'output')),
  name text not null,
  type text not null check (type in ('number', 'category')),
  n bigint not null,
  nulls bigint not null,
  edges jsonb not null,
  counts bigint[] not null,
  primary key (reference_id, kind, name)
);
call guard_child('telemetry_reference_series', 'telemetry_reference', 'reference_id');

-- ---------------------------------------------------------------- who may do what

-- The web process takes batches in and reads; only the worker counts and judges.
revoke insert, update, delete on telemetry_series, telemetry_window, telemetry_window_5m, telemetry_window_1h, telemetry_window_1d,
  telemetry_window_5m_other, telemetry_window_1h_other, telemetry_window_1d_other, telemetry_client, telemetry_client_other, telemetry_total,
  telemetry_sender, telemetry_due, telemetry_detector, telemetry_verdict, telemetry_signal, telemetry_event_key, telemetry_event_key_other from modelkeep_app;
revoke update, delete on telemetry_inbox, telemetry_inbox_other from modelkeep_app;
grant select, insert, update, delete on telemetry_inbox, telemetry_batch_key, telemetry_usage, telemetry_event_key, telemetry_series, telemetry_window,
  telemetry_client, telemetry_total, telemetry_sender, telemetry_due, telemetry_detector, telemetry_verdict, telemetry_signal to modelkeep_worker;
grant select on telemetry_reference, telemetry_reference_series to modelkeep_worker;
grant select (id, org_id, state, name, slug), select (stage) on model to modelkeep_worker;
