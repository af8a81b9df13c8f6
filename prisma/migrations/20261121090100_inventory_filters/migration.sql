-- Facts that lists of assets are filtered by, as columns that follow the facts by themselves.

alter table asset
  add column personal_data text generated always as (case when kind = 'dataset' then facts ->> 'personalData' end) stored,
  add column licence_stated boolean generated always as
    (case when kind in ('dataset', 'component') then coalesce(facts ->> 'licence', '') <> '' end) stored,
  add column category text generated always as (case when kind = 'component' then facts ->> 'category' end) stored,
  add column environment text generated always as (case when kind = 'deployment' then facts ->> 'environment' end) stored,
  add column exposure text generated always as (case when kind = 'deployment' then facts ->> 'exposure' end) stored,
  add column authentication text generated always as (case when kind = 'deployment' then facts ->> 'authentication' end) stored,
  add column organization_role text generated always as (case when kind = 'system' then facts ->> 'organizationRole' end) stored,
  add column assessed boolean generated always as (case when kind = 'vendor' then facts ->> 'assessedOn' is not null end) stored;

create index asset_dataset_facts on asset (org_id, kind, state, personal_data, licence_stated) where personal_data is not null;
create index asset_component_facts on asset (org_id, kind, state, category, licence_stated) where category is not null;
create index asset_deployment_facts on asset (org_id, kind, state, environment, exposure, authentication)
  where environment is not null;

-- How the versions in use stood by their gates when they were last looked at: what lists of models are filtered by.

create table gate_standing (
  version_id uuid primary key references model_version (id),
  org_id uuid not null references organization (id),
  stage text not null,
  valid boolean not null,
  looked_at timestamptz(3) not null
);
create index gate_standing_invalid on gate_standing (org_id, version_id) where not valid;
