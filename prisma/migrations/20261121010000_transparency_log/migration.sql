-- The transparency log: leaves, tiles, checkpoints, cosignatures, witnesses and the trail's settings.

alter table audit_log
  -- The log's verifier key, known from its first checkpoint on.
  add column vkey text,
  -- Why a worker could not sign although nothing is wrong with the log itself: its key is on another machine.
  add column signing_problem text;
grant update (vkey, signing_problem) on audit_log to modelkeep_log;

create function audit_log_fixed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.log_id <> old.log_id or new.org_id <> old.org_id or new.origin <> old.origin
     or (old.vkey is not null and new.vkey is distinct from old.vkey) or (new.current and not old.current) then
    raise exception 'identity and key of a log never change' using errcode = 'AU002';
  end if;
  if new.size < old.size then
    raise exception 'log % never shrinks: % to %', old.log_id, old.size, new.size using errcode = 'AU002';
  end if;
  return new;
end $$;
create trigger audit_log_fixed before update on audit_log for each row execute function audit_log_fixed();

-- Primary keys and unique (entry_id) are the last line of defence: no index twice, no entry twice. No foreign key on
-- entry_id: its check would write to every entry; the integrator reads leaf and queue in one join.
create table audit_leaf (
  log_id int not null,
  idx bigint not null check (idx >= 0),
  entry_id bigint not null unique,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  primary key (log_id, idx)
);

create table audit_tile (
  log_id int not null,
  level smallint not null check (level between 0 and 63),
  n bigint not null check (n >= 0),
  data bytea not null check (octet_length(data) between 32 and 8192 and octet_length(data) % 32 = 0),
  primary key (log_id, level, n)
);
alter table audit_tile alter column data set storage external;

create table audit_checkpoint (
  log_id int not null references audit_log,
  size bigint not null check (size >= 1),
  root bytea not null check (octet_length(root) = 32),
  note bytea not null,
  signed_at timestamptz not null,
  published_at timestamptz,
  primary key (log_id, size)
);

create table audit_cosignature (
  log_id int not null,
  size bigint not null,
  -- Name and key id of the witness, as in its verifier key.
  witness text not null,
  line bytea not null,
  at bigint not null,
  primary key (log_id, size, witness),
  foreign key (log_id, size) references audit_checkpoint (log_id, size)
);

-- A tile only grows: what it held stays as it was.
create function audit_tile_grows() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.log_id <> old.log_id or new.level <> old.level or new.n <> old.n
     or octet_length(new.data) < octet_length(old.data) or substr(new.data, 1, octet_length(old.data)) <> old.data then
    raise exception 'tile %/% of log % may only grow', old.level, old.n, old.log_id using errcode = 'AU002';
  end if;
  return new;
end $$;

-- Of a checkpoint only the time of its publication is filled in, once.
create function audit_checkpoint_fixed() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.log_id, new.size, new.root, new.note, new.signed_at) is distinct from (old.log_id, old.size, old.root, old.note, old.signed_at)
     or (old.published_at is not null and new.published_at is distinct from old.published_at) then
    raise exception 'a signed checkpoint never changes' using errcode = 'AU002';
  end if;
  return new;
end $$;

-- A cosignature is replaced only by a later one of the same witness.
create function audit_cosignature_later() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.log_id, new.size, new.witness) is distinct from (old.log_id, old.size, old.witness) or new.at < old.at then
    raise exception 'a cosignature is replaced only by a later one' using errcode = 'AU002';
  end if;
  return new;
end $$;

create trigger audit_leaf_immutable before update or delete on audit_leaf for each row execute function audit_refuse();
create trigger audit_leaf_kept before truncate on audit_leaf for each statement execute function audit_refuse();
create trigger audit_tile_grows before update on audit_tile for each row execute function audit_tile_grows();
create trigger audit_tile_immutable before delete on audit_tile for each row execute function audit_refuse();
create trigger audit_tile_kept before truncate on audit_tile for each statement execute function audit_refuse();
create trigger audit_checkpoint_fixed before update on audit_checkpoint for each row execute function audit_checkpoint_fixed();
create trigger audit_checkpoint_immutable before delete on audit_checkpoint for each row execute function audit_refuse();
create trigger audit_checkpoint_kept before truncate on audit_checkpoint for each statement execute function audit_refuse();
create trigger audit_cosignature_later before update on audit_cosignature for each row execute function audit_cosignature_later();
create trigger audit_cosignature_immutable before delete on audit_cosignature for each row execute function audit_refuse();
create trigger audit_cosignature_kept before truncate on audit_cosignature for each statement execute function audit_refuse();

revoke all on audit_leaf, audit_tile, audit_checkpoint, audit_cosignature from modelkeep_app, modelkeep_read;
grant select on audit_leaf, audit_tile, audit_checkpoint, audit_cosignature to modelkeep_app, modelkeep_read;
grant select, insert on audit_leaf to modelkeep_log;
grant select, insert, update (data) on audit_tile to modelkeep_log;
grant select, insert, update (published_at) on audit_checkpoint to modelkeep_log;
grant select, insert, update (line, at) on audit_cosignature to modelkeep_log;

-- ---------------------------------------------------------------- witnesses and settings

create table audit_witness (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  vkey text not null,
  url text not null,
  state text not null check (state in ('active', 'paused', 'removed')),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index audit_witness_org on audit_witness (org_id, state, name);
create unique index audit_witness_key on audit_witness (org_id, vkey) where state <> 'removed';
call guard_aggregate('audit_witness', 'witness');

-- How the last attempt went, per witness and log.
create table audit_witness_attempt (
  witness_id uuid not null references audit_witness (id),
  log_id int not null references audit_log,
  org_id uuid not null,
  tried_at timestamptz not null,
  failures int not null,
  next_at timestamptz not null,
  problem text,
  primary key (witness_id, log_id)
);

create table audit_settings (
  id uuid primary key check (id = org_id),
  org_id uuid not null unique references organization (id),
  checkpoint_public boolean not null default false,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
call guard_aggregate('audit_settings', 'audit_settings');

revoke all on audit_witness_attempt from modelkeep_app;
grant select on audit_witness_attempt to modelkeep_app;
grant select, insert, update on audit_witness_attempt to modelkeep_log;
grant select on audit_witness, audit_settings to modelkeep_log;
-- Browsers learn of new checkpoints and of a log that stands still.
grant insert on live_event to modelkeep_log;
