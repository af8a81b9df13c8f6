-- What a detector expected of a window of five minutes before it saw it: the band that charts draw.
create table telemetry_expected (
  org_id uuid not null,
  model_id uuid not null,
  series text not null,
  bucket timestamptz(3) not null,
  low double precision not null,
  high double precision not null,
  primary key (org_id, model_id, series, bucket)
);
create index telemetry_expected_bucket on telemetry_expected (bucket);
revoke insert, update, delete on telemetry_expected from modelkeep_app;
grant select, insert, update, delete on telemetry_expected to modelkeep_worker;
