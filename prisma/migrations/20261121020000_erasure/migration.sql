-- Erasure of a person's data or of one payload, and the last findings of the replay check.

create table erasure (
  id uuid primary key,
  org_id uuid not null references organization (id),
  kind text not null check (kind in ('person', 'payload')),
  subject_type text,
  subject_id text,
  reason text not null check (reason <> ''),
  legal_basis text not null check (legal_basis <> ''),
  -- The entries that lost something, and where they stand in the log as far as that is known at the time.
  entries uuid[] not null,
  indices bigint[] not null,
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null
);
create index erasure_org on erasure (org_id, created_at);
call guard_aggregate('erasure', 'erasure');

alter table audit_payload add column erasure_id uuid references erasure (id);
alter table audit_personal add column erasure_id uuid references erasure (id);

-- Keys of persons go through audit_erase only; what the application may touch is the row it finds again.
revoke update, delete on person_key from modelkeep_app;
grant update (org_id) on person_key to modelkeep_app;

-- The only way to take something out of the trail. The erasure must be new in this very transaction, and the guard on its
-- table lets nobody commit it without its own entry. Erasures themselves cannot be erased.
create function audit_erase(erasure uuid, payloads uuid[], subjects uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org uuid; listed uuid[];
begin
  select e.org_id, e.entries into org, listed from erasure e where e.id = $1 and e.xmin = pg_current_xact_id()::xid;
  if org is null then
    raise exception 'an erasure needs its own record in the same transaction' using errcode = 'AU003';
  end if;
  if not payloads <@ listed or exists (
    select 1 from audit_personal s join audit_entry e using (entry_id)
    where e.org_id = org and s.subject_id = any (subjects) and octet_length(s.cipher) > 0 and not e.uuid = any (listed)
  ) then
    raise exception 'an erasure must list every entry that it takes something from' using errcode = 'AU003';
  end if;
  update audit_personal s set cipher = ''::bytea, erasure_id = $1 from audit_entry e
    where e.entry_id = s.entry_id and e.org_id = org and octet_length(s.cipher) > 0
      and (s.subject_id = any (subjects) or e.uuid = any (payloads));
  update audit_payload p set salt = null, body = null, erasure_id = $1 from audit_entry e
    where e.entry_id = p.entry_id and e.org_id = org and e.uuid = any (payloads) and p.body is not null
      and e.entity_type <> 'erasure';
  delete from person_key k where k.org_id = org and k.subject_id = any (subjects);
end $$;
revoke execute on function audit_erase(uuid, uuid[], uuid[]) from public;
grant execute on function audit_erase(uuid, uuid[], uuid[]) to modelkeep_app;

-- Fills in which entry tells of the erasure, once that entry is written.
create function audit_note_erasure() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update audit_payload set erased_by = new.entry_id where erasure_id = new.entity_id::uuid and erased_by is null;
  return null;
end $$;
create index audit_payload_erasure on audit_payload (erasure_id) where erasure_id is not null;
create trigger audit_note_erasure after insert on audit_entry for each row
  when (new.entity_type = 'erasure') execute function audit_note_erasure();

-- The last run of the replay check for each organization.
create table replay_run (
  org_id uuid primary key references organization (id),
  started_at timestamptz(3) not null,
  finished_at timestamptz(3) not null,
  compared bigint not null,
  not_comparable bigint not null,
  finding_count int not null,
  findings jsonb not null
);
