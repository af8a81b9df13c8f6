-- A diagram whole, every so many batches: a past moment is rebuilt from the nearest one, not from the first batch.
create table diagram_checkpoint (
  diagram_id uuid not null references diagram (id),
  seq int not null check (seq >= 1),
  org_id uuid not null,
  content jsonb not null,
  at timestamptz(3) not null,
  primary key (diagram_id, seq)
);
call guard_child('diagram_checkpoint', 'diagram', 'diagram_id');
