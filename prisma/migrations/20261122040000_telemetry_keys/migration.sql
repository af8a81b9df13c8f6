-- Keys of telemetry begin with the organization, so that a cluster can spread its tables by it.
alter table telemetry_reference_series drop constraint telemetry_reference_series_reference_id_fkey, drop constraint telemetry_reference_series_pkey;
alter table telemetry_reference drop constraint telemetry_reference_pkey, add primary key (org_id, id);
alter table telemetry_reference_series add primary key (org_id, reference_id, kind, name),
  add foreign key (org_id, reference_id) references telemetry_reference (org_id, id);
