-- A column of the board of models by stage: those changed last, page by page.
create index model_org_stage on model (org_id, stage, updated_at, id) where state = 'active';
