import type { ThreatModel, Tx } from "../../db/types.ts";
import { ReviewBasis } from "./schema.ts";

/** What is decided by a second person is no authorship, and a comment changes nothing. */
const NO_AUTHORSHIP = ["threat.accept_risk", "threat.refuse_risk", "threat.comment", "threat.end_acceptance"];

type Since = { id: string; basis: unknown } | null;

/**
 * People who changed diagrams or threats since the version that was approved last, or ever; for a key, whoever made the key.
 * With nothing approved yet, also who began the threat model. In the order of ids.
 */
export async function authorsSince(tx: Tx, threatModel: ThreatModel, since: Since): Promise<string[]> {
  const basis = since === null ? null : ReviewBasis.parse(since.basis);
  const seen = JSON.stringify(basis?.diagrams ?? {});
  const rows = await tx.$queryRaw<{ id: string }[]>`
    with acted as (
      select o.actor_type, o.actor_ref from diagram_operation o join diagram d on d.id = o.diagram_id
      where d.threat_model_id = ${threatModel.id}::uuid
        and o.seq > coalesce((${seen}::jsonb ->> d.id::text)::int, 0)
      union
      select e.actor_type, e.actor_ref from audit_entry e
      join threat t on t.threat_model_id = ${threatModel.id}::uuid and e.entity_id = t.id::text
      where e.entity_type = 'threat'
        and e.log_id in (select log_id from audit_log where org_id = ${threatModel.orgId}::uuid)
        and e.action <> all (${NO_AUTHORSHIP}::text[])
        and e.entry_id > coalesce((select max(f.entry_id) from audit_entry f
          where f.log_id in (select log_id from audit_log where org_id = ${threatModel.orgId}::uuid)
            and f.entity_type = 'threat_model_version' and f.entity_id = ${since?.id ?? ""} and f.entity_version = 1), 0)
    )
    select distinct coalesce(u.id, k.created_by)::text as id from acted a
    left join app_user u on a.actor_type = 'user' and u.id::text = a.actor_ref
    left join api_key k on a.actor_type = 'apiKey' and k.id::text = a.actor_ref
    where coalesce(u.id, k.created_by) is not null`;
  const first = since === null && threatModel.createdBy !== null ? [threatModel.createdBy] : [];
  return [...new Set([...rows.map(({ id }) => id), ...first])].sort();
}
