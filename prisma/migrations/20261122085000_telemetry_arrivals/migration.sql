-- In which five minutes anything came of a model: what its silence is compared with. One row an hour, kept four weeks.
create table telemetry_arrival (
  org_id uuid not null,
  model_id uuid not null,
  hour timestamptz(3) not null,
  -- A bit for each five minutes, the lowest the first.
  windows smallint not null check (windows between 1 and 4095),
  primary key (org_id, model_id, hour)
);
create index telemetry_arrival_hour on telemetry_arrival using brin (hour);
revoke insert, update, delete on telemetry_arrival from modelkeep_app;
grant select, insert, update, delete on telemetry_arrival to modelkeep_worker;
