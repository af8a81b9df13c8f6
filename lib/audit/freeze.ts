import type { Session } from "./log-session.ts";

/** The log and what is outside of it disagree: signing has to stop. The message is the reason that people read. */
export class LogDisagreement extends Error {
  override readonly name = "LogDisagreement";
}

/**
 * Freezes a log with a reason, unless it is frozen already: nothing more is integrated or signed, people work on, entries
 * wait in the queue. The organization's browsers are told.
 */
export async function freezeLog(session: Session, logId: number, reason: string): Promise<void> {
  await session.query(
    `with frozen as (
       update audit_log set frozen_reason = $2 where log_id = $1 and frozen_reason is null returning org_id, log_id)
     insert into live_event (org_id, entity_type, entity_id) select org_id, 'audit_log', log_id::text from frozen`,
    [logId, reason],
  );
}
