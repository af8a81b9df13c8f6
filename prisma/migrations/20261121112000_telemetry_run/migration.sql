-- Runs of MLflow's clients: which model what they log belongs to, and what they said of the run.
create table telemetry_run (
  org_id uuid not null,
  id uuid not null,
  -- Null until a tag, the experiment or the address names one.
  model_id uuid,
  version_id uuid,
  experiment text not null,
  name text not null,
  status text not null check (status in ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED')),
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  params jsonb not null default '{}',
  tags jsonb not null default '{}',
  primary key (org_id, id)
);
create index telemetry_run_model on telemetry_run (org_id, model_id, started_at desc);
revoke delete on telemetry_run from modelkeep_app;
