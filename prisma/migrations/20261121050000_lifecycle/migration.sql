-- Gates: criteria of an organization, what people attest, what is waived, who asked for a move and who decided, and the record
-- that a retirement ends in.

create table gate_policy (
  id uuid primary key,
  org_id uuid not null unique references organization (id),
  settings jsonb not null,
  own jsonb not null,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
call guard_aggregate('gate_policy', 'gate_policy');

create table gate_attestation (
  id uuid primary key,
  org_id uuid not null references organization (id),
  version_id uuid not null references model_version (id),
  criterion text not null,
  statement text not null,
  evidence_ids uuid[] not null,
  state text not null check (state in ('active', 'withdrawn')),
  attested_by uuid not null references app_user (id),
  withdrawn_by uuid references app_user (id),
  withdrawn_at timestamptz(3),
  withdraw_reason text,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);
create index gate_attestation_version on gate_attestation (version_id, criterion, created_at);
create unique index gate_attestation_active on gate_attestation (version_id, criterion) where state = 'active';
call guard_aggregate('gate_attestation', 'gate_attestation');

create table gate_waiver (
  id uuid primary key,
  org_id uuid not null references organization (id),
  version_id uuid not null references model_version (id),
  criterion text not null,
  reason text not null check (reason <> ''),
  expires_at timestamptz(3) not null check (expires_at <= created_at + interval '366 days'),
  state text not null check (state in ('open', 'approved', 'rejected', 'revoked')),
  requested_by uuid references app_user (id),
  decided_by uuid references app_user (id),
  decided_at timestamptz(3),
  decision_reason text,
  revoked_by uuid references app_user (id),
  revoked_at timestamptz(3),
  revoke_reason text,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Whoever asks for a waiver never approves it.
  constraint gate_waiver_two_people check (state not in ('approved', 'revoked') or decided_by is null or requested_by is null or requested_by <> decided_by),
  check (state not in ('approved', 'rejected') or decided_by is not null)
);
create index gate_waiver_version on gate_waiver (version_id, criterion, created_at);
create index gate_waiver_org on gate_waiver (org_id, state, expires_at);
create unique index gate_waiver_open on gate_waiver (version_id, criterion) where state = 'open';
call guard_aggregate('gate_waiver', 'gate_waiver');

create table gate_request (
  id uuid primary key,
  org_id uuid not null references organization (id),
  version_id uuid not null references model_version (id),
  from_stage text not null,
  to_stage text not null check (to_stage in ('data_sourcing', 'training', 'validation', 'deployment', 'operation', 'retirement', 'retired')),
  note text not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn', 'void', 'moved', 'revoked')),
  requested_by uuid references app_user (id),
  decided_by uuid references app_user (id),
  decided_at timestamptz(3),
  decision_reason text,
  digest text check (digest ~ '^[0-9a-f]{64}$'),
  material jsonb,
  moved_by uuid references app_user (id),
  moved_at timestamptz(3),
  ended_by uuid references app_user (id),
  ended_at timestamptz(3),
  end_reason text,
  version int not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  -- Whoever asks never approves, and whoever approves does not carry it out.
  constraint gate_request_two_people check (state in ('open', 'rejected', 'withdrawn') or decided_by is null or requested_by is null or requested_by <> decided_by),
  constraint gate_request_other_mover check (moved_by is null or decided_by is null or moved_by <> decided_by),
  check (state not in ('approved', 'moved') or (decided_by is not null and digest is not null))
);
create index gate_request_version on gate_request (version_id, created_at);
create index gate_request_org on gate_request (org_id, state, created_at);
create unique index gate_request_live on gate_request (version_id) where state in ('open', 'approved');
call guard_aggregate('gate_request', 'gate_request');

create table retirement_record (
  id uuid primary key,
  org_id uuid not null references organization (id),
  version_id uuid not null unique references model_version (id),
  request_id uuid not null references gate_request (id),
  content jsonb not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  version int not null,
  created_at timestamptz(3) not null
);
call guard_aggregate('retirement_record', 'retirement_record');
