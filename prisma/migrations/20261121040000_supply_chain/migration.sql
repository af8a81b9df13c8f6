-- The AI supply chain around the models: systems, datasets and their versions, components, vendors and deployments (assets),
-- versions of models with their artifacts, and the links that make the lineage.

-- ---------------------------------------------------------------- guards

-- As audit_guard, for a table that holds several kinds of things. Argument: the column that holds the entity type.
create function audit_kind_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  entity_name text; row_id uuid; row_org uuid; expected int;
begin
  if tg_op = 'INSERT' then
    row_id := new.id; row_org := new.org_id; expected := 1;
    entity_name := to_jsonb(new) ->> tg_argv[0];
    if new.version <> 1 then
      raise exception 'new % % must have version 1, not %', entity_name, row_id, new.version using errcode = 'AU001';
    end if;
  elsif tg_op = 'UPDATE' then
    row_id := old.id; row_org := old.org_id; expected := old.version + 1;
    entity_name := to_jsonb(old) ->> tg_argv[0];
    if new.id <> old.id or new.org_id <> old.org_id or to_jsonb(new) ->> tg_argv[0] is distinct from entity_name then
      raise exception 'id, organization and kind of % % never change', entity_name, row_id using errcode = 'AU001';
    end if;
    if new.version <> expected then
      raise exception 'unlogged change of % %: version % must become %, not %', entity_name, row_id, old.version, expected, new.version using errcode = 'AU001';
    end if;
  else
    row_id := old.id; row_org := old.org_id; expected := old.version + 1;
    entity_name := to_jsonb(old) ->> tg_argv[0];
  end if;
  if not exists (
    select 1 from audit_log l join audit_entry e
      on e.log_id = l.log_id and e.entity_type = entity_name and e.entity_id = row_id::text and e.entity_version = expected
    where l.org_id = row_org and l.current and (e.org_id = row_org) is true and e.xid = pg_current_xact_id()
  ) then
    raise exception 'unlogged % of % % v%', lower(tg_op), entity_name, row_id, expected using errcode = 'AU001';
  end if;
  return null;
end $$;

-- As audit_child_guard, for rows that name the type of what they belong to. Arguments: the columns of the parent's type and id.
create function audit_owned_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  old_row jsonb; new_row jsonb; parent_type text; parent text; parent_org uuid;
begin
  if tg_op <> 'INSERT' then old_row := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then new_row := to_jsonb(new); end if;
  if tg_op = 'UPDATE' and (
    old_row ->> tg_argv[0] is distinct from new_row ->> tg_argv[0] or old_row ->> tg_argv[1] is distinct from new_row ->> tg_argv[1]
    or old_row ->> 'org_id' is distinct from new_row ->> 'org_id'
  ) then
    raise exception 'a row of % never moves to another thing or organization', tg_table_name using errcode = 'AU001';
  end if;
  parent_type := coalesce(new_row, old_row) ->> tg_argv[0];
  parent := coalesce(new_row, old_row) ->> tg_argv[1];
  parent_org := (coalesce(new_row, old_row) ->> 'org_id')::uuid;
  if (
    select e.xid from audit_log l join audit_entry e
      on e.log_id = l.log_id and e.entity_type = parent_type and e.entity_id = parent
    where l.org_id = parent_org and l.current and (e.org_id = parent_org) is true
    order by e.entity_version desc limit 1
  ) is distinct from pg_current_xact_id() then
    raise exception 'unlogged % in % of % %', lower(tg_op), tg_table_name, parent_type, parent using errcode = 'AU001';
  end if;
  return null;
end $$;

create procedure guard_kinds(table_name regclass, kind_column text) language plpgsql as $$
begin
  execute format('create constraint trigger audit_guard after insert or update or delete on %s deferrable initially deferred for each row execute function audit_kind_guard(%L)', table_name, kind_column);
  execute format('create trigger audit_kept before truncate on %s for each statement execute function audit_refuse()', table_name);
end $$;

create procedure guard_owned(table_name regclass, type_column text, id_column text) language plpgsql as $$
begin
  execute format('create constraint trigger audit_child_guard after insert or update or delete on %s deferrable initially deferred for each row execute function audit_owned_guard(%L, %L)', table_name, type_column, id_column);
  execute format('create trigger audit_kept before truncate on %s for each statement execute function audit_refuse()', table_name);
end $$;
revoke execute on procedure guard_kinds(regclass, text), guard_owned(regclass, text, text) from public;

-- ---------------------------------------------------------------- models

alter table model
  add column custom jsonb not null default '{}',
  add column documents jsonb not null default '[]',
  add column source jsonb;

-- ---------------------------------------------------------------- assets

create table asset (
  id uuid primary key,
  org_id uuid not null references organization (id),
  kind text not null check (kind in ('system', 'dataset', 'dataset_version', 'component', 'vendor', 'deployment')),
  parent_id uuid references asset (id),
  slug text not null,
  name text not null check (name <> ''),
  sort_name text not null,
  search_text text not null,
  description text not null,
  owner_id uuid references app_user (id),
  team text not null,
  sensitivity text not null check (sensitivity in ('public', 'internal', 'confidential', 'restricted')),
  tags text[] not null,
  facts jsonb not null,
  custom jsonb not null default '{}',
  documents jsonb not null default '[]',
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  status text not null default '',
  state text not null check (state in ('active', 'archived')),
  source_key text,
  source jsonb,
  origins jsonb,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (org_id, kind, slug),
  check ((kind = 'dataset_version') = (parent_id is not null))
);
create index asset_org_name on asset (org_id, kind, sort_name, id);
create index asset_org_updated on asset (org_id, kind, updated_at, id);
create index asset_org_created on asset (org_id, kind, created_at, id);
create index asset_org_facets on asset (org_id, kind, state, sensitivity, status, owner_id);
create index asset_org_owner on asset (org_id, owner_id);
create index asset_parent on asset (parent_id, created_at) where parent_id is not null;
create index asset_org_source on asset (org_id, source_key) where source_key is not null;
create index asset_org_digest on asset (org_id, digest) where digest is not null;
call guard_kinds('asset', 'kind');

-- ---------------------------------------------------------------- versions of models

create table model_version (
  id uuid primary key,
  org_id uuid not null references organization (id),
  model_id uuid not null references model (id),
  label text not null check (label <> ''),
  description text not null,
  stage text not null check (stage in ('design', 'data_sourcing', 'training', 'validation', 'deployment', 'operation', 'retirement')),
  state text not null check (state in ('draft', 'released', 'retired')),
  facts jsonb not null,
  custom jsonb not null default '{}',
  documents jsonb not null default '[]',
  tags text[] not null,
  source_key text,
  source jsonb,
  created_by uuid references app_user (id),
  released_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  released_at timestamptz(3),
  retired_at timestamptz(3),
  unique (model_id, label)
);
create index model_version_model on model_version (model_id, created_at desc, id);
create index model_version_org_stage on model_version (org_id, state, stage, updated_at);
create index model_version_org_source on model_version (org_id, source_key) where source_key is not null;
call guard_aggregate('model_version', 'model_version');

create table version_artifact (
  id uuid primary key,
  org_id uuid not null,
  version_id uuid not null references model_version (id),
  name text not null check (name <> ''),
  media_type text not null,
  size_bytes bigint check (size_bytes >= 0),
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  location text not null,
  position int not null,
  created_at timestamptz(3) not null,
  unique (version_id, name)
);
create index version_artifact_digest on version_artifact (org_id, digest) where digest is not null;
call guard_child('version_artifact', 'model_version', 'version_id');

-- ---------------------------------------------------------------- lineage

-- What is made of what: something wrong upstream is something wrong downstream. A link belongs to the thing that states it
-- and is part of its record.
create table asset_link (
  id uuid primary key,
  org_id uuid not null references organization (id),
  owner_type text not null,
  owner_id uuid not null,
  relation text not null,
  up_type text not null,
  up_id uuid not null,
  down_type text not null,
  down_id uuid not null,
  check (owner_id in (up_id, down_id)),
  check (up_id <> down_id),
  unique (owner_id, relation, up_id, down_id)
);
create index asset_link_up on asset_link (org_id, up_id, down_id);
create index asset_link_down on asset_link (org_id, down_id, up_id);
call guard_owned('asset_link', 'owner_type', 'owner_id');

-- The records as the trail images them, for the replay check: a row with what belongs to it.
create function links_of(owner uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('relation', relation, 'type', case when up_id = owner then down_type else up_type end,
    'id', case when up_id = owner then down_id else up_id end) order by relation collate "C", case when up_id = owner then down_id else up_id end), '[]')
  from asset_link where owner_id = owner
$$;
create function artifacts_of(owner uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'mediaType', media_type, 'sizeBytes', size_bytes,
    'digest', digest, 'location', location) order by position, id), '[]')
  from version_artifact where version_id = owner
$$;
create view system_record as select a.*, links_of(a.id) as links from asset a where kind = 'system';
create view dataset_record as select a.*, links_of(a.id) as links from asset a where kind = 'dataset';
create view dataset_version_record as select a.*, links_of(a.id) as links from asset a where kind = 'dataset_version';
create view component_record as select a.*, links_of(a.id) as links from asset a where kind = 'component';
create view vendor_record as select a.*, links_of(a.id) as links from asset a where kind = 'vendor';
create view deployment_record as select a.*, links_of(a.id) as links from asset a where kind = 'deployment';
create view model_version_record as select v.*, links_of(v.id) as links, artifacts_of(v.id) as artifacts from model_version v;

-- ---------------------------------------------------------------- the organization's own fields

create table custom_field (
  id uuid primary key,
  org_id uuid not null references organization (id),
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (label <> ''),
  help text not null,
  type text not null check (type in ('text', 'number', 'date', 'yes_no', 'choice', 'address')),
  choices text[] not null,
  applies_to text[] not null,
  position int not null,
  state text not null check (state in ('active', 'archived')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (org_id, key)
);
call guard_aggregate('custom_field', 'custom_field');

-- ---------------------------------------------------------------- imports in the background

alter table import_draft add column options text not null default '';

create table import_run (
  draft_id uuid primary key references import_draft (id) on delete cascade,
  org_id uuid not null references organization (id),
  state text not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done int not null default 0,
  total int not null,
  cancel_requested boolean not null default false,
  failure text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  updated_at timestamptz(3) not null
);
grant select on import_run to modelkeep_worker;

-- ---------------------------------------------------------------- guards of bulk changes

-- The guards look one entry up by the key of the thing. Compared in this form the organization is no condition an index
-- can be read by: without statistics the planner took one that lists all entries of a kind, for every changed row.
create or replace function audit_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  row_id uuid; row_org uuid; expected int;
begin
  if tg_op = 'INSERT' then
    row_id := new.id; row_org := new.org_id; expected := 1;
    if new.version <> 1 then
      raise exception 'new % % must have version 1, not %', tg_argv[0], row_id, new.version using errcode = 'AU001';
    end if;
  elsif tg_op = 'UPDATE' then
    row_id := old.id; row_org := old.org_id; expected := old.version + 1;
    if new.id <> old.id or new.org_id <> old.org_id then
      raise exception 'id and organization of % % never change', tg_argv[0], row_id using errcode = 'AU001';
    end if;
    if new.version <> expected then
      raise exception 'unlogged change of % %: version % must become %, not %', tg_argv[0], row_id, old.version, expected, new.version using errcode = 'AU001';
    end if;
  else
    row_id := old.id; row_org := old.org_id; expected := old.version + 1;
  end if;
  if not exists (
    select 1 from audit_log l join audit_entry e
      on e.log_id = l.log_id and e.entity_type = tg_argv[0] and e.entity_id = row_id::text and e.entity_version = expected
    where l.org_id = row_org and l.current and (e.org_id = row_org) is true and e.xid = pg_current_xact_id()
  ) then
    raise exception 'unlogged % of % % v%', lower(tg_op), tg_argv[0], row_id, expected using errcode = 'AU001';
  end if;
  return null;
end $$;

create or replace function audit_child_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  old_row jsonb; new_row jsonb; parent uuid; parent_org uuid;
begin
  if tg_op <> 'INSERT' then old_row := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then new_row := to_jsonb(new); end if;
  if tg_op = 'UPDATE' and (old_row ->> tg_argv[1] is distinct from new_row ->> tg_argv[1] or old_row ->> 'org_id' is distinct from new_row ->> 'org_id') then
    raise exception 'a row of % never moves to another % or organization', tg_table_name, tg_argv[0] using errcode = 'AU001';
  end if;
  parent := (coalesce(new_row, old_row) ->> tg_argv[1])::uuid;
  parent_org := (coalesce(new_row, old_row) ->> 'org_id')::uuid;
  if (
    select e.xid from audit_log l join audit_entry e
      on e.log_id = l.log_id and e.entity_type = tg_argv[0] and e.entity_id = parent::text
    where l.org_id = parent_org and l.current and (e.org_id = parent_org) is true
    order by e.entity_version desc limit 1
  ) is distinct from pg_current_xact_id() then
    raise exception 'unlogged % in % of % %', lower(tg_op), tg_table_name, tg_argv[0], parent using errcode = 'AU001';
  end if;
  return null;
end $$;
