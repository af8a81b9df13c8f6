-- What one actor did, by kind and action within the actor: a busy actor's entries of a rare kind, or of one that is all
-- old, are found without reading past the rest. The newest of an actor are the newest of each of their few kinds.
drop index audit_entry_org_actor;
create index audit_entry_org_actor on audit_entry (org_id, actor_ref, entity_type, action, created_at, entry_id);
