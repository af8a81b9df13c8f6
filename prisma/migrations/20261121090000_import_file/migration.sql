-- Files as they were imported. What a file states of the whole, and no record keeps, stays readable in it.

alter table import_draft add column name text not null default '';

create table import_file (
  id uuid primary key,
  org_id uuid not null references organization (id),
  format text not null,
  name text not null,
  media_type text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null,
  -- Null once a person whom it names was erased.
  source bytea,
  -- What was made, changed or found as it is from this file.
  entity_ids uuid[] not null,
  created_by uuid references app_user (id),
  created_at timestamptz(3) not null,
  erased_at timestamptz(3),
  check ((source is null) = (erased_at is not null))
);
create index import_file_entities on import_file using gin (entity_ids);
create index import_file_org on import_file (org_id, created_at);
call guard_child('import_file', 'import', 'id');
