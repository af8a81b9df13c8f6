-- Settings are found by their organization, as everything of telemetry is.
alter table telemetry_setting drop constraint telemetry_setting_pkey, drop constraint telemetry_setting_org_id_key, add primary key (org_id);

-- Raw events of an organization that switched sampling on: of a model and hour those of the lowest rank, which is a keyed hash.
create table telemetry_sample (
  org_id uuid not null,
  model_id uuid not null,
  hour timestamptz(3) not null,
  rank bytea not null,
  at timestamptz(3) not null,
  version_id uuid not null,
  sealed bytea not null,
  primary key (org_id, model_id, hour, rank)
);
create index telemetry_sample_at on telemetry_sample (org_id, at);
-- What a sample holds is opened by a command only, which leaves an entry; queries may count.
revoke select on telemetry_sample from modelkeep_read;
grant select (org_id, model_id, hour, rank, at) on telemetry_sample to modelkeep_read;
grant select (org_id, at), delete on telemetry_sample to modelkeep_worker;
