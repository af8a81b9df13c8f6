-- What scanners and proxies saw in use. How often and when stands in discovery_seen, which changes with every batch; the
-- batch's entry says what was counted.

create table discovery (
  id uuid primary key,
  org_id uuid not null references organization (id),
  source text not null check (source <> ''),
  kind text not null check (kind in ('name', 'url', 'digest', 'cloud_resource', 'package')),
  normal text not null check (normal <> ''),
  value text not null check (value <> ''),
  name text not null default '',
  detail text not null default '',
  environment text not null default '',
  search_text text not null default '',
  state text not null check (state in ('open', 'matched', 'registered', 'dismissed')),
  match_type text,
  match_id uuid,
  matched_by text check (matched_by in ('rule', 'person')),
  reason text not null default '',
  dismissed_until timestamptz(3),
  decided_by uuid references app_user (id),
  decided_at timestamptz(3),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  unique (org_id, source, kind, normal),
  check ((state in ('matched', 'registered')) = (match_id is not null)),
  check ((state = 'dismissed') = (dismissed_until is not null)),
  check (state <> 'dismissed' or reason <> '')
);
create index discovery_org_state on discovery (org_id, state, kind);
call guard_aggregate('discovery', 'discovery');

create table discovery_seen (
  discovery_id uuid primary key references discovery (id),
  org_id uuid not null,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  sightings int not null check (sightings >= 1)
);
create index discovery_seen_last on discovery_seen (org_id, last_seen_at, discovery_id);

create table discovery_batch (
  id uuid primary key,
  org_id uuid not null references organization (id),
  batch_key text,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  sources text[] not null,
  sightings int not null,
  counted int not null,
  created int not null,
  problems int not null,
  answer jsonb not null,
  version int not null,
  created_at timestamptz(3) not null,
  unique (org_id, batch_key)
);
call guard_aggregate('discovery_batch', 'discovery_batch');

create table discovery_item_key (
  org_id uuid not null,
  item_key text not null,
  at timestamptz(3) not null,
  primary key (org_id, item_key)
);
create index discovery_item_key_at on discovery_item_key (org_id, at);

create index asset_component_purl on asset (org_id, lower(facts ->> 'purl')) where kind = 'component' and facts ->> 'purl' <> '';
