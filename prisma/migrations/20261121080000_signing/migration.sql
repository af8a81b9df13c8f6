-- Keys and root certificates whose signatures over models the organization trusts.

create table trust_key (
  id uuid primary key,
  org_id uuid not null references organization (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('key', 'root')),
  pem text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('active', 'retired')),
  created_by uuid references app_user (id),
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create unique index trust_key_active on trust_key (org_id, fingerprint) where state = 'active';
create index trust_key_org_name on trust_key (org_id, name, id);
call guard_aggregate('trust_key', 'trust_key');
