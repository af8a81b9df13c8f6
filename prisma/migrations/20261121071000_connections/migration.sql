-- Registries elsewhere that are read on a schedule. The token is sealed with the installation's data key and stands in a table
-- of its own that queries cannot read.

create table connection (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('mlflow')),
  base_url text not null,
  schedule text not null check (schedule in ('off', 'hourly', 'daily')),
  owner_id uuid not null references app_user (id),
  state text not null check (state in ('active', 'removed')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index connection_org on connection (org_id, state, name);
call guard_aggregate('connection', 'connection');

create table connection_secret (
  connection_id uuid primary key references connection (id),
  org_id uuid not null,
  sealed bytea not null
);
call guard_child('connection_secret', 'connection', 'connection_id');
revoke all on connection_secret from modelkeep_read;

create table connection_run (
  connection_id uuid primary key references connection (id),
  org_id uuid not null,
  state text not null check (state in ('running', 'done', 'failed')),
  started_at timestamptz(3) not null,
  finished_at timestamptz(3),
  failure text,
  digest text,
  import_id uuid,
  import_at timestamptz(3),
  creates int not null,
  updates int not null
);
