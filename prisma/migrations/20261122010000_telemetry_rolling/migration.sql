-- Columns of single days by the cells of the reference in force, and how far each day lies from it. The last days together are
-- the rolling reference beside the frozen one: what is far from the frozen and near the rolling one came slowly.
create table telemetry_reference_day (
  org_id uuid not null,
  model_id uuid not null,
  reference_id uuid not null,
  day date not null,
  kind text not null check (kind in ('feature', 'output')),
  name text not null,
  counts bigint[] not null,
  nulls bigint not null,
  distance double precision,
  primary key (org_id, model_id, reference_id, day, kind, name)
);
create index telemetry_reference_day_day on telemetry_reference_day (day);
revoke insert, update, delete on telemetry_reference_day from modelkeep_app;
grant select, insert, update, delete on telemetry_reference_day to modelkeep_worker;

-- What both references say together, and the distance to the rolling one.
alter table telemetry_verdict
  add column story text check (story in ('steady', 'sudden', 'slow', 'settled', 'passing', 'unknown')),
  add column rolling double precision;
