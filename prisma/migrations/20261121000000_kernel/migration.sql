-- The kernel: audit tables, the completeness guard, organizations, people, keys, work, evidence, imports, models.
-- Roles modelkeep_app, modelkeep_read, modelkeep_log and modelkeep_worker exist before this runs.

grant usage on schema public to modelkeep_app, modelkeep_read, modelkeep_log, modelkeep_worker;
alter default privileges in schema public grant select, insert, update, delete on tables to modelkeep_app;
alter default privileges in schema public grant select on tables to modelkeep_read;
alter default privileges in schema public grant usage, select on sequences to modelkeep_app;
-- The readiness check looks here.
grant select on _prisma_migrations to modelkeep_read;

-- ---------------------------------------------------------------- audit

create table audit_log (
  log_id int generated always as identity primary key,
  org_id uuid not null,
  origin text unique not null,
  current boolean not null default true,
  size bigint not null default 0 check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  frozen_reason text,
  created_at timestamptz not null default clock_timestamp(),
  integrated_at timestamptz
);
create unique index audit_log_one_current on audit_log (org_id) where current;

create table audit_entry (
  entry_id bigint generated always as identity primary key,
  log_id int not null references audit_log,
  org_id uuid not null,
  uuid uuid unique not null,
  leaf bytea not null check (octet_length(leaf) between 2 and 65535),
  xid xid8 not null default pg_current_xact_id(),
  entity_type text not null,
  entity_id text not null,
  entity_version int not null check (entity_version >= 1),
  action text not null,
  actor_type text not null,
  actor_ref text not null,
  request_id text not null,
  created_at timestamptz not null default clock_timestamp(),
  unique (log_id, entity_type, entity_id, entity_version)
);
create index audit_entry_org on audit_entry (org_id, entry_id);
create index audit_entry_org_actor on audit_entry (org_id, actor_ref, entry_id);
create index audit_entry_org_action on audit_entry (org_id, action, entry_id);
create index audit_entry_org_time on audit_entry (org_id, created_at, entry_id);

create table audit_payload (
  entry_id bigint primary key references audit_entry,
  salt bytea check (octet_length(salt) = 32),
  body bytea,
  key_id uuid,
  erased_by bigint references audit_entry,
  check ((salt is null) = (body is null))
);

-- Personal values of a payload, one row a field, encrypted with the data key of the person they speak of.
create table audit_personal (
  entry_id bigint not null references audit_entry,
  pointer text not null,
  subject_id uuid not null,
  cipher bytea not null,
  primary key (entry_id, pointer)
);
create index audit_personal_subject on audit_personal (subject_id);

create table person_key (
  subject_id uuid primary key,
  org_id uuid not null,
  wrapped_key bytea not null
);

create table audit_head (
  log_id int not null references audit_log,
  entity_type text not null,
  entity_id text not null,
  version int not null check (version >= 0),
  leaf_hash bytea not null,
  primary key (log_id, entity_type, entity_id)
);

create table audit_queue (
  log_id int not null,
  entry_id bigint not null,
  primary key (log_id, entry_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);

create function audit_refuse() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the audit trail is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'AU002';
end $$;

create trigger audit_entry_immutable before update or delete on audit_entry for each row execute function audit_refuse();
create trigger audit_entry_kept before truncate on audit_entry for each statement execute function audit_refuse();
create trigger audit_payload_immutable before delete on audit_payload for each row execute function audit_refuse();
create trigger audit_payload_kept before truncate on audit_payload for each statement execute function audit_refuse();
create trigger audit_personal_kept before truncate on audit_personal for each statement execute function audit_refuse();
create trigger audit_head_immutable before delete on audit_head for each row execute function audit_refuse();
create trigger audit_head_kept before truncate on audit_head for each statement execute function audit_refuse();
create trigger audit_queue_kept before truncate on audit_queue for each statement execute function audit_refuse();
create trigger audit_log_kept before truncate on audit_log for each statement execute function audit_refuse();
create trigger audit_log_immutable before delete on audit_log for each row execute function audit_refuse();

revoke all on audit_log, audit_entry, audit_payload, audit_personal, audit_head, audit_queue from modelkeep_app, modelkeep_read;
grant select, insert on audit_log, audit_entry, audit_payload, audit_personal, audit_queue to modelkeep_app;
grant select, insert, update on audit_head to modelkeep_app;
grant select on audit_log, audit_entry, audit_payload, audit_personal, audit_head, audit_queue to modelkeep_read;
grant select on audit_log, audit_entry, audit_payload, audit_personal, audit_head, audit_queue to modelkeep_log;
grant update (size, root, frozen_reason, integrated_at) on audit_log to modelkeep_log;
grant delete on audit_queue to modelkeep_log;

-- The guard of an aggregate: a row may change only together with its entry, in the same transaction, in the log of the
-- row's organization, at exactly the next version. Argument: the entity type.
create function audit_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
    where l.org_id = row_org and l.current and e.org_id = row_org and e.xid = pg_current_xact_id()
  ) then
    raise exception 'unlogged % of % % v%', lower(tg_op), tg_argv[0], row_id, expected using errcode = 'AU001';
  end if;
  return null;
end $$;

-- The guard of a child table: demands an entry of the parent in the same transaction.
-- Arguments: the parent's entity type, the column that holds the parent's id.
create function audit_child_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
    where l.org_id = parent_org and l.current and e.org_id = parent_org
    order by e.entity_version desc limit 1
  ) is distinct from pg_current_xact_id() then
    raise exception 'unlogged % in % of % %', lower(tg_op), tg_table_name, tg_argv[0], parent using errcode = 'AU001';
  end if;
  return null;
end $$;

create procedure guard_aggregate(table_name regclass, entity_type text) language plpgsql as $$
begin
  execute format('create constraint trigger audit_guard after insert or update or delete on %s deferrable initially deferred for each row execute function audit_guard(%L)', table_name, entity_type);
  execute format('create trigger audit_kept before truncate on %s for each statement execute function audit_refuse()', table_name);
end $$;

create procedure guard_child(table_name regclass, parent_type text, parent_column text) language plpgsql as $$
begin
  execute format('create constraint trigger audit_child_guard after insert or update or delete on %s deferrable initially deferred for each row execute function audit_child_guard(%L, %L)', table_name, parent_type, parent_column);
  execute format('create trigger audit_kept before truncate on %s for each statement execute function audit_refuse()', table_name);
end $$;
revoke execute on procedure guard_aggregate(regclass, text), guard_child(regclass, text, text) from public;

-- ---------------------------------------------------------------- jobs

create schema jobs authorization modelkeep_worker;
grant usage on schema jobs to modelkeep_app;
create function jobs.enqueue(task text, payload json, run_at timestamptz, job_key text, max_attempts int) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(task, payload, null, run_at, max_attempts, job_key);
end $$;
alter function jobs.enqueue(text, json, timestamptz, text, int) owner to modelkeep_worker;
revoke execute on function jobs.enqueue(text, json, timestamptz, text, int) from public;
grant execute on function jobs.enqueue(text, json, timestamptz, text, int) to modelkeep_app;

-- ---------------------------------------------------------------- installation, organizations, people

create table installation (
  id int primary key check (id = 1),
  uuid uuid not null,
  setup_token_hash bytea,
  created_at timestamptz(3) not null
);

create table organization (
  id uuid primary key,
  org_id uuid not null unique check (org_id = id),
  slug text unique not null,
  name text not null check (name <> ''),
  mfa_required_roles text[] not null default '{}',
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
call guard_aggregate('organization', 'organization');
alter table audit_log add constraint audit_log_org_fk foreign key (org_id) references organization (id) deferrable initially deferred;

create table app_user (
  id uuid primary key,
  org_id uuid not null references organization (id),
  email text unique not null check (email = lower(email)),
  name text not null check (name <> ''),
  role text not null,
  state text not null check (state in ('active', 'disabled')),
  mfa_enabled boolean not null default false,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  disabled_at timestamptz(3)
);
create index app_user_org_name on app_user (org_id, name, id);
call guard_aggregate('app_user', 'user');

create table user_credential (
  user_id uuid primary key references app_user (id),
  org_id uuid not null,
  password_hash text,
  password_changed_at timestamptz(3),
  totp_secret bytea,
  totp_pending bytea,
  recovery_hashes text[] not null default '{}'
);
call guard_child('user_credential', 'user', 'user_id');
revoke all on user_credential from modelkeep_read;

create table totp_use (
  user_id uuid primary key references app_user (id),
  org_id uuid not null,
  last_step bigint not null
);

create table user_identity (
  id uuid primary key,
  org_id uuid not null,
  user_id uuid not null references app_user (id),
  issuer text not null,
  subject text not null,
  created_at timestamptz(3) not null,
  unique (issuer, subject)
);
create index user_identity_user on user_identity (user_id);
call guard_child('user_identity', 'user', 'user_id');

create table user_session (
  id uuid primary key,
  org_id uuid not null references organization (id),
  user_id uuid not null references app_user (id),
  method text not null,
  device text not null,
  address text not null,
  mfa_at timestamptz(3),
  reauth_at timestamptz(3),
  version int not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index user_session_user on user_session (user_id, created_at);
call guard_aggregate('user_session', 'session');

create table session_seen (
  session_id uuid primary key references user_session (id),
  org_id uuid not null,
  seen_at timestamptz(3) not null
);

create table invitation (
  id uuid primary key,
  org_id uuid not null references organization (id),
  email text not null check (email = lower(email)),
  role text not null,
  token_hash bytea unique not null,
  invited_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index invitation_org on invitation (org_id, created_at);
call guard_aggregate('invitation', 'invitation');

create table one_time_link (
  id uuid primary key,
  org_id uuid not null,
  user_id uuid not null references app_user (id),
  purpose text not null,
  token_hash bytea unique not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index one_time_link_user on one_time_link (user_id);
call guard_child('one_time_link', 'user', 'user_id');

create table api_key (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  prefix text not null,
  key_hash bytea unique not null,
  scopes text[] not null,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index api_key_org on api_key (org_id, created_at);
call guard_aggregate('api_key', 'api_key');

create table api_key_seen (
  api_key_id uuid primary key references api_key (id),
  org_id uuid not null,
  seen_at timestamptz(3) not null
);

-- ---------------------------------------------------------------- kernel's own small tables

create table live_event (
  id bigint generated always as identity primary key,
  org_id uuid not null,
  user_id uuid,
  entity_type text not null,
  entity_id text not null,
  at timestamptz(3) not null default clock_timestamp()
);
create index live_event_at on live_event (at);

create table worker_heartbeat (
  instance text primary key,
  started_at timestamptz(3) not null,
  seen_at timestamptz(3) not null
);

create table rate_limit (
  key text not null,
  window_start timestamptz(3) not null,
  hits int not null,
  primary key (key, window_start)
);
create index rate_limit_window on rate_limit (window_start);

-- ---------------------------------------------------------------- work, evidence, imports

create table task (
  id uuid primary key,
  org_id uuid not null references organization (id),
  kind text not null,
  title text not null check (title <> ''),
  detail text not null default '',
  entity_type text,
  entity_id text,
  assignee_id uuid references app_user (id),
  created_by uuid references app_user (id),
  state text not null check (state in ('open', 'done', 'cancelled')),
  due_at timestamptz(3),
  done_at timestamptz(3),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index task_assignee on task (org_id, assignee_id, state, created_at);
create index task_entity on task (org_id, entity_type, entity_id);
call guard_aggregate('task', 'task');

create table notification (
  id uuid primary key,
  org_id uuid not null references organization (id),
  user_id uuid not null references app_user (id),
  kind text not null,
  title text not null,
  detail text not null default '',
  entity_type text,
  entity_id text,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  mailed_at timestamptz(3)
);
create index notification_user on notification (org_id, user_id, created_at);

create table evidence (
  id uuid primary key,
  org_id uuid not null references organization (id),
  entity_type text not null,
  entity_id text not null,
  kind text not null check (kind in ('file', 'link')),
  title text not null check (title <> ''),
  file_name text,
  media_type text,
  size_bytes bigint,
  digest text not null,
  url text,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  withdrawn_at timestamptz(3)
);
create index evidence_entity on evidence (org_id, entity_type, entity_id, created_at);
call guard_aggregate('evidence', 'evidence');

create table import_draft (
  id uuid primary key,
  org_id uuid not null references organization (id),
  actor_type text not null,
  actor_ref text not null,
  format text not null,
  digest text not null,
  source bytea not null,
  preview jsonb not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  applied_at timestamptz(3)
);
create index import_draft_expires on import_draft (expires_at);

-- ---------------------------------------------------------------- inventory

create table model (
  id uuid primary key,
  org_id uuid not null references organization (id),
  slug text not null,
  name text not null check (name <> ''),
  sort_name text not null default '',
  search_text text not null default '',
  description text not null default '',
  purpose text not null default '',
  owner_id uuid references app_user (id),
  team text not null default '',
  provider text not null default '',
  kind text not null,
  tasks text[] not null default '{}',
  licence text not null default '',
  sensitivity text not null,
  stage text not null,
  tags text[] not null default '{}',
  state text not null check (state in ('active', 'archived')),
  card jsonb,
  origins jsonb,
  source_key text,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (org_id, slug)
);
create index model_org_name on model (org_id, sort_name, id);
create index model_org_facets on model (org_id, state, kind, sensitivity, stage, owner_id);
create index model_org_source on model (org_id, source_key);
create index model_org_updated on model (org_id, updated_at, id);
create index model_org_created on model (org_id, created_at, id);
create index model_org_owner on model (org_id, owner_id);
call guard_aggregate('model', 'model');

-- The worker keeps house in these; commands it runs go through modelkeep_app like everybody's.
grant select, insert, update, delete on worker_heartbeat, rate_limit, live_event to modelkeep_worker;
grant select (expires_at), delete on import_draft to modelkeep_worker;
