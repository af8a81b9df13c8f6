-- Threat models: what is looked at, diagrams as rows with the operations that made them, threats and what is done about them,
-- attack paths, versions for review, sessions of people around a diagram.

create table threat_model (
  id uuid primary key,
  org_id uuid not null references organization (id),
  slug text not null,
  name text not null check (name <> ''),
  sort_name text not null,
  search_text text not null,
  description text not null,
  stage text not null check (stage in ('design', 'data_sourcing', 'training', 'validation', 'deployment', 'operation', 'retirement')),
  owner_id uuid references app_user (id),
  tags text[] not null,
  packs text[] not null,
  review_days int not null check (review_days between 1 and 1096),
  state text not null check (state in ('active', 'archived')),
  external_id text,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  archived_at timestamptz(3),
  unique (org_id, slug)
);
create index threat_model_org_name on threat_model (org_id, sort_name, id);
create index threat_model_org_updated on threat_model (org_id, state, updated_at desc, id);
create index threat_model_org_owner on threat_model (org_id, owner_id);
create unique index threat_model_org_external on threat_model (org_id, external_id) where external_id is not null;
call guard_aggregate('threat_model', 'threat_model');

-- Which systems, models and versions a threat model is about.
create table threat_model_scope (
  threat_model_id uuid not null references threat_model (id),
  org_id uuid not null,
  entity_type text not null check (entity_type in ('system', 'model', 'model_version')),
  entity_id uuid not null,
  primary key (threat_model_id, entity_type, entity_id)
);
create index threat_model_scope_entity on threat_model_scope (org_id, entity_type, entity_id, threat_model_id);
call guard_child('threat_model_scope', 'threat_model', 'threat_model_id');

create function scope_of(owner uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('type', entity_type, 'id', entity_id) order by entity_type collate "C", entity_id), '[]')
  from threat_model_scope where threat_model_id = owner
$$;
create view threat_model_record as select t.*, scope_of(t.id) as scope from threat_model t;

-- The version of a diagram is the number of its newest operation; creating it is number 1.
create table diagram (
  id uuid primary key,
  org_id uuid not null references organization (id),
  threat_model_id uuid not null references threat_model (id),
  name text not null check (name <> ''),
  position int not null,
  external_id text,
  state text not null check (state in ('active', 'removed')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index diagram_threat_model on diagram (threat_model_id, position, id);
call guard_aggregate('diagram', 'diagram');

create table diagram_zone (
  diagram_id uuid not null references diagram (id),
  id uuid not null,
  org_id uuid not null,
  parent_id uuid,
  name text not null,
  description text not null,
  trust smallint not null check (trust between 0 and 4),
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  external_id text,
  primary key (diagram_id, id)
);
call guard_child('diagram_zone', 'diagram', 'diagram_id');

create table diagram_element (
  diagram_id uuid not null references diagram (id),
  id uuid not null,
  org_id uuid not null,
  kind text not null,
  zone_id uuid,
  name text not null,
  description text not null,
  technology text not null,
  x double precision not null,
  y double precision not null,
  width double precision,
  height double precision,
  bound_type text,
  bound_id uuid,
  answers jsonb not null,
  out_of_scope text,
  external_id text,
  primary key (diagram_id, id),
  check ((bound_type is null) = (bound_id is null))
);
create index diagram_element_bound on diagram_element (org_id, bound_type, bound_id) where bound_id is not null;
create index diagram_element_zone on diagram_element (diagram_id, zone_id);
call guard_child('diagram_element', 'diagram', 'diagram_id');

create table diagram_flow (
  diagram_id uuid not null references diagram (id),
  id uuid not null,
  org_id uuid not null,
  source_id uuid not null,
  target_id uuid not null,
  name text not null,
  description text not null,
  protocol text not null,
  bidirectional boolean not null,
  points jsonb not null,
  answers jsonb not null,
  out_of_scope text,
  external_id text,
  primary key (diagram_id, id)
);
create index diagram_flow_source on diagram_flow (diagram_id, source_id);
create index diagram_flow_target on diagram_flow (diagram_id, target_id);
call guard_child('diagram_flow', 'diagram', 'diagram_id');

create table diagram_assumption (
  diagram_id uuid not null references diagram (id),
  id uuid not null,
  org_id uuid not null,
  text text not null,
  about_id uuid,
  state text not null check (state in ('open', 'confirmed', 'wrong')),
  valid_until date,
  external_id text,
  primary key (diagram_id, id)
);
create index diagram_assumption_until on diagram_assumption (org_id, valid_until) where valid_until is not null;
call guard_child('diagram_assumption', 'diagram', 'diagram_id');

-- Every accepted batch of operations, in its order: what browsers catch up from, and what any moment is rebuilt from.
create table diagram_operation (
  diagram_id uuid not null references diagram (id),
  seq int not null check (seq >= 1),
  org_id uuid not null,
  batch_id uuid not null,
  actor_type text not null,
  actor_ref text not null,
  effects jsonb not null,
  refused jsonb not null,
  at timestamptz(3) not null,
  primary key (diagram_id, seq),
  unique (diagram_id, batch_id)
);
create index diagram_operation_at on diagram_operation (diagram_id, at);
call guard_child('diagram_operation', 'diagram', 'diagram_id');

-- Who is in a room and where they point; means nothing after a crash.
create unlogged table diagram_presence (
  diagram_id uuid not null,
  participant text not null,
  org_id uuid not null,
  name text not null,
  state jsonb not null,
  at timestamptz(3) not null,
  primary key (diagram_id, participant)
);
create index diagram_presence_at on diagram_presence (at);

create table threat (
  id uuid primary key,
  org_id uuid not null references organization (id),
  threat_model_id uuid not null references threat_model (id),
  diagram_id uuid references diagram (id),
  target_part text check (target_part in ('element', 'flow', 'zone')),
  target_id uuid,
  target_name text not null,
  library_id text,
  library_version text,
  title text not null check (title <> ''),
  description text not null,
  grammar jsonb,
  stride text[] not null,
  linddun text[] not null,
  refs text[] not null,
  tactics text[] not null,
  taxonomy jsonb not null,
  because jsonb not null,
  state text not null check (state in ('suggested', 'accepted', 'mitigated', 'accepted_risk', 'not_applicable')),
  state_reason text not null,
  likelihood smallint check (likelihood between 1 and 5),
  impact smallint check (impact between 1 and 5),
  residual_likelihood smallint check (residual_likelihood between 1 and 5),
  residual_impact smallint check (residual_impact between 1 and 5),
  severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
  residual_severity text check (residual_severity in ('low', 'medium', 'high', 'critical')),
  rank smallint not null,
  owner_id uuid references app_user (id),
  due_on date,
  accepted_until date,
  accept_requested_by uuid references app_user (id),
  accepted_by uuid references app_user (id),
  mitigations jsonb not null,
  links jsonb not null,
  external_id text,
  search_text text not null,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Whoever asks to live with a risk does not approve it, and approval ends.
  constraint threat_two_people check (accepted_by is null or accept_requested_by is null or accepted_by <> accept_requested_by),
  check (state <> 'accepted_risk' or (accepted_by is not null and accepted_until is not null)),
  check (state not in ('not_applicable', 'accepted_risk') or state_reason <> ''),
  check ((target_part is null) = (target_id is null))
);
create unique index threat_library on threat (threat_model_id, library_id, target_id) where library_id is not null;
create unique index threat_external on threat (threat_model_id, external_id) where external_id is not null;
create index threat_model_rank on threat (threat_model_id, state, rank desc, id);
create index threat_org_rank on threat (org_id, state, rank desc, id);
-- The register in its order, whatever states are asked for.
create index threat_org_order on threat (org_id, rank desc, id);
create index threat_org_owner on threat (org_id, owner_id, state);
create index threat_org_due on threat (org_id, due_on) where due_on is not null;
create index threat_org_accepted on threat (org_id, accepted_until) where accepted_until is not null;
create index threat_tactics on threat using gin (tactics);
create index threat_refs on threat using gin (refs);
call guard_aggregate('threat', 'threat');

create table threat_comment (
  id uuid primary key,
  org_id uuid not null,
  threat_id uuid not null references threat (id),
  author_id uuid references app_user (id),
  guest_name text,
  body text not null check (body <> ''),
  mentions uuid[] not null,
  created_at timestamptz(3) not null
);
create index threat_comment_threat on threat_comment (threat_id, created_at, id);
call guard_child('threat_comment', 'threat', 'threat_id');

create table attack_path (
  id uuid primary key,
  org_id uuid not null references organization (id),
  threat_model_id uuid not null references threat_model (id),
  name text not null check (name <> ''),
  description text not null,
  content jsonb not null,
  state text not null check (state in ('active', 'removed')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index attack_path_threat_model on attack_path (threat_model_id, name, id);
call guard_aggregate('attack_path', 'attack_path');

-- What was put up for review: the whole content as it was, under one digest.
create table threat_model_version (
  id uuid primary key,
  org_id uuid not null references organization (id),
  threat_model_id uuid not null references threat_model (id),
  number int not null check (number >= 1),
  content jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  basis jsonb not null,
  authors uuid[] not null,
  note text not null,
  state text not null check (state in ('submitted', 'approved', 'rejected', 'withdrawn', 'superseded')),
  submitted_by uuid references app_user (id),
  decided_by uuid references app_user (id),
  decided_at timestamptz(3),
  decision_reason text,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (threat_model_id, number),
  check (state not in ('approved', 'rejected') or decided_by is not null),
  constraint threat_model_version_two_people check (state <> 'approved' or not (decided_by = any (authors)))
);
create index threat_model_version_state on threat_model_version (org_id, threat_model_id, state, number desc);
create unique index threat_model_version_open on threat_model_version (threat_model_id) where state = 'submitted';
call guard_aggregate('threat_model_version', 'threat_model_version');

create table threat_session (
  id uuid primary key,
  org_id uuid not null references organization (id),
  threat_model_id uuid not null references threat_model (id),
  diagram_id uuid not null references diagram (id),
  title text not null check (title <> ''),
  facilitator_id uuid not null references app_user (id),
  agenda jsonb not null,
  step int not null,
  step_started_at timestamptz(3),
  paused_at timestamptz(3),
  paused_ms bigint not null default 0,
  leads boolean not null,
  state text not null check (state in ('running', 'ended')),
  first_seq int not null,
  last_seq int,
  summary jsonb,
  link_hash bytea,
  link_expires_at timestamptz(3),
  vote jsonb,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create unique index threat_session_running on threat_session (diagram_id) where state = 'running';
create unique index threat_session_link on threat_session (link_hash) where link_hash is not null;
create index threat_session_threat_model on threat_session (threat_model_id, created_at desc, id);
call guard_aggregate('threat_session', 'threat_session');

create table session_guest (
  id uuid primary key,
  org_id uuid not null,
  session_id uuid not null references threat_session (id),
  name text not null check (name <> ''),
  state text not null check (state in ('waiting', 'admitted', 'refused', 'left')),
  token_hash bytea not null unique,
  admitted_by uuid references app_user (id),
  created_at timestamptz(3) not null,
  decided_at timestamptz(3)
);
create index session_guest_session on session_guest (session_id, created_at, id);
call guard_child('session_guest', 'threat_session', 'session_id');

create table session_note (
  id uuid primary key,
  org_id uuid not null,
  session_id uuid not null references threat_session (id),
  kind text not null check (kind in ('parking', 'decision')),
  body text not null check (body <> ''),
  author_type text not null,
  author_ref text not null,
  author_name text not null,
  done boolean not null default false,
  created_at timestamptz(3) not null
);
create index session_note_session on session_note (session_id, created_at, id);
call guard_child('session_note', 'threat_session', 'session_id');

-- Who took part, for the summary.
create table session_participant (
  session_id uuid not null references threat_session (id),
  org_id uuid not null,
  participant text not null,
  name text not null,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  primary key (session_id, participant)
);

-- Votes before they are shown: secret even from the trail. Showing them writes them into the session's entry.
create table session_ballot (
  session_id uuid not null references threat_session (id),
  round uuid not null,
  participant text not null,
  org_id uuid not null,
  name text not null,
  likelihood smallint not null check (likelihood between 1 and 5),
  impact smallint not null check (impact between 1 and 5),
  at timestamptz(3) not null,
  primary key (session_id, round, participant)
);

create table threat_pack (
  id uuid primary key,
  org_id uuid not null references organization (id),
  key text not null check (key ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  name text not null check (name <> ''),
  content jsonb not null,
  state text not null check (state in ('active', 'retired')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (org_id, key)
);
call guard_aggregate('threat_pack', 'threat_pack');

create table threat_settings (
  id uuid primary key,
  org_id uuid not null unique references organization (id),
  matrix jsonb not null,
  review_days int not null check (review_days between 1 and 1096),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
call guard_aggregate('threat_settings', 'threat_settings');

-- The record of a diagram as the trail images it: with the effects of its newest batch.
create view diagram_record as
  select d.*, coalesce((select o.effects from diagram_operation o where o.diagram_id = d.id and o.seq = d.version), '[]') as operations
  from diagram d;
