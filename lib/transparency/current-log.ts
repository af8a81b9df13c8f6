import { bytes, count, textOrNull, type Session } from "../audit/log-session.ts";
import { notFound } from "../kernel/errors.ts";

/** The log that an organization's entries go into. */
export type CurrentLog = {
  logId: number;
  origin: string;
  vkey: string | null;
  size: number;
  root: Uint8Array;
  frozen: string | null;
  problem: string | null;
};

/** Reads it; throws not_found for an organization without a log. */
export async function currentLog(session: Session, orgId: string): Promise<CurrentLog> {
  const { rows } = await session.query(
    `select log_id, origin, vkey, size::text as size, root, frozen_reason, signing_problem
     from audit_log where org_id = $1::uuid and current`,
    [orgId],
  );
  const [row] = rows;
  if (row === undefined) return notFound("log");
  const text = (name: string): string | null => textOrNull(row[name]);
  return {
    logId: count(row["log_id"]),
    origin: String(row["origin"]),
    vkey: text("vkey"),
    size: count(row["size"]),
    root: bytes(row["root"]),
    frozen: text("frozen_reason"),
    problem: text("signing_problem"),
  };
}

/** Prefix of the log's tlog-tiles paths, without a final slash. */
export function logUrl(publicUrl: string, orgId: string): string {
  return `${publicUrl.replace(/\/$/, "")}/log/${orgId}`;
}
