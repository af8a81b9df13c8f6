-- Alerts are told together: what waits to be told to whom, and how long a channel waits. Rules can be removed, and burn rates have two severities.

alter table alert_channel
  add column together text not null default 'severity' check (together in ('severity', 'model', 'all', 'alert')),
  add column wait_ms int not null default 30000 check (wait_ms between 0 and 3600000),
  add column interval_ms int not null default 300000 check (interval_ms between 0 and 86400000);

-- What one recipient (a channel, or the organization itself for its people) was told of an alert, and what waits to be told.
create table alert_told (
  org_id uuid not null references organization (id),
  recipient_id uuid not null,
  alert_id uuid not null references alert (id),
  waiting text check (waiting in ('opened', 'escalated', 'continued', 'resolved')),
  waiting_since timestamptz(3),
  told text check (told in ('opened', 'escalated', 'continued', 'resolved')),
  told_at timestamptz(3),
  group_key text,
  primary key (recipient_id, alert_id),
  check ((waiting is null) = (waiting_since is null)),
  check ((told is null) = (told_at is null))
);
create index alert_told_waiting on alert_told (org_id, waiting_since) where waiting is not null;
create index alert_told_group on alert_told (org_id, recipient_id, group_key, told_at);
create index alert_told_alert on alert_told (alert_id);

-- A message is about several alerts.
alter table alert_delivery add column alert_ids uuid[] not null default '{}';
update alert_delivery set alert_ids = array[alert_id] where alert_id is not null;
alter table alert_delivery drop column alert_id;
create index alert_delivery_alerts on alert_delivery using gin (alert_ids);

-- Null: a slow burn is as grave as a fast one.
alter table alert_rule
  add column slow_severity text check (slow_severity in ('critical', 'high', 'medium', 'low')),
  add column removed_at timestamptz(3);

-- A burn rate has two alerts: a fast and a slow one.
alter table alert_rule_state add column part text not null default '' check (part in ('', 'fast', 'slow'));
update alert_rule_state s set part = 'fast' from alert_rule r where r.id = s.rule_id and r.objective is not null;
alter table alert_rule_state drop constraint alert_rule_state_pkey;
alter table alert_rule_state add primary key (org_id, rule_id, model_id, part);
