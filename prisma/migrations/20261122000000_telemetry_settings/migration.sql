-- What an organization decides about its telemetry; no row means what the product brings.
create table telemetry_setting (
  id uuid primary key,
  org_id uuid not null unique references organization (id),
  pages_a_month double precision not null check (pages_a_month between 0.1 and 1000),
  events_a_minute int not null check (events_a_minute between 60 and 10000000),
  lateness_minutes int not null check (lateness_minutes between 0 and 1440),
  sampling boolean not null,
  samples_an_hour int not null check (samples_an_hour between 1 and 1000),
  sample_days int not null check (sample_days between 1 and 90),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
call guard_aggregate('telemetry_setting', 'telemetry_setting');
grant select on telemetry_setting to modelkeep_worker;

-- How often counting a batch failed, and when it is tried again.
alter table telemetry_inbox add column tries smallint not null default 0, add column retry_at timestamptz(3), add column failure text;

-- Batches that could not be counted: put aside so that the others go on, until somebody decides.
create table telemetry_parked (
  org_id uuid not null,
  id uuid not null,
  received_at timestamptz(3) not null,
  parked_at timestamptz(3) not null,
  source text not null,
  key_id uuid,
  events int not null,
  tries int not null,
  reason text not null,
  -- Whether an entry of the trail speaks of it.
  noted boolean not null default false,
  body bytea not null,
  primary key (org_id, id)
);
create index telemetry_parked_unnoted on telemetry_parked (org_id) where not noted;
grant select, insert on telemetry_parked to modelkeep_worker;
