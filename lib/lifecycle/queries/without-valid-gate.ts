import type { Condition } from "../../kernel/conditions.ts";

/**
 * The condition that a model has a version in use without a valid gate: one that no gate led to its stage, at once; one whose
 * gate no longer holds, as it was found when the version was last looked at (after each decision on it, and every hour).
 */
export function withoutValidGate(orgId: string): Condition {
  return {
    filter: "gate",
    sql: `id in (select v.model_id from model_version v
      where v.org_id = ?::uuid and v.state <> 'retired' and v.stage in ('deployment', 'operation') and (
        not exists (select from gate_request r where r.version_id = v.id and r.to_stage = v.stage and r.moved_at is not null)
        or exists (select from gate_standing s where s.version_id = v.id and s.stage = v.stage and not s.valid)))`,
    params: [orgId],
  };
}
