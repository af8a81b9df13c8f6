-- Alerts: what detectors saw and what rules watch for, once for each event; silences; and where alerts are sent.

create table alert_rule (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  -- Null: every model that sends telemetry.
  model_id uuid references model (id),
  severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
  watches text not null,
  resolution text not null check (resolution in ('5m', '1h')),
  -- The level, as the detection room knows it; with an objective it is a burn rate.
  condition jsonb not null,
  objective double precision check (objective > 0 and objective < 1),
  enabled boolean not null,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index alert_rule_org on alert_rule (org_id, name, id);
call guard_aggregate('alert_rule', 'alert_rule');

-- How far a rule looked at a model's windows, and where its alert stands.
create table alert_rule_state (
  org_id uuid not null,
  rule_id uuid not null,
  model_id uuid not null,
  at timestamptz(3) not null,
  state jsonb not null,
  primary key (org_id, rule_id, model_id)
);

create table alert (
  id uuid primary key,
  org_id uuid not null references organization (id),
  fingerprint text not null,
  model_id uuid references model (id),
  rule_id uuid references alert_rule (id),
  kind text not null,
  severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
  title text not null,
  words text not null,
  techniques text[] not null,
  series text,
  state text not null check (state in ('pending', 'firing', 'resolved')),
  silenced boolean not null,
  -- The open alert that makes this one not worth telling.
  inhibited_by uuid,
  started_at timestamptz(3) not null,
  fired_at timestamptz(3),
  resolved_at timestamptz(3),
  resolved_by uuid references app_user (id),
  acknowledged_at timestamptz(3),
  acknowledged_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index alert_one_open on alert (org_id, fingerprint) where state <> 'resolved';
create index alert_org on alert (org_id, state, started_at desc, id desc);
create index alert_model on alert (org_id, model_id, started_at desc);
call guard_aggregate('alert', 'alert');

-- How many signals an alert holds and when the last came.
create table alert_tally (
  alert_id uuid primary key references alert (id),
  org_id uuid not null,
  count int not null,
  last_at timestamptz(3) not null
);

create table alert_silence (
  id uuid primary key,
  org_id uuid not null references organization (id),
  matchers jsonb not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3) not null check (to_at > from_at),
  every_ms bigint check (every_ms > 0),
  reason text not null,
  created_by uuid references app_user (id),
  ended_at timestamptz(3),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index alert_silence_org on alert_silence (org_id, from_at desc, id desc);
call guard_aggregate('alert_silence', 'alert_silence');

create table alert_channel (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('email', 'webhook', 'slack')),
  -- Of the address what may be seen: addresses of webhooks often are secrets.
  shown text not null,
  least text not null check (least in ('critical', 'high', 'medium', 'low')),
  state text not null check (state in ('active', 'removed')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index alert_channel_org on alert_channel (org_id, state, name);
call guard_aggregate('alert_channel', 'alert_channel');

-- Address and signing secret, sealed with the installation's data key.
create table alert_channel_secret (
  channel_id uuid primary key references alert_channel (id),
  org_id uuid not null,
  sealed bytea not null
);
call guard_child('alert_channel_secret', 'alert_channel', 'channel_id');
revoke all on alert_channel_secret from modelkeep_read;

create table alert_delivery (
  id uuid primary key,
  org_id uuid not null,
  channel_id uuid not null,
  alert_id uuid,
  event text not null,
  body text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts int not null,
  status int,
  failure text,
  created_at timestamptz(3) not null,
  at timestamptz(3)
);
create index alert_delivery_channel on alert_delivery (org_id, channel_id, created_at desc);

-- Commands take signals over.
grant update (handled) on telemetry_signal to modelkeep_app;
