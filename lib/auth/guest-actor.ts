import { reader } from "../db/client.ts";
import type { Actor } from "../kernel/actor.ts";
import { hashToken } from "./token.ts";

const KEY = /^[\w-]{43}$/;

type GuestRow = { id: string; org_id: string; name: string; session_id: string; diagram_id: string };

/**
 * The guest of a key, read from the database each time: only while the session runs and the guest is in. Undefined for any other
 * key.
 */
export async function guestActor(key: string | undefined): Promise<Actor | undefined> {
  if (key === undefined || !KEY.test(key)) return undefined;
  const rows = await reader().$queryRawUnsafe<GuestRow[]>(
    `select g.id::text as id, g.org_id::text as org_id, g.name, s.id::text as session_id, s.diagram_id::text as diagram_id
     from session_guest g join threat_session s on s.id = g.session_id and s.org_id = g.org_id
     where g.token_hash = $1 and g.state = 'admitted' and s.state = 'running'`,
    hashToken(key),
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    type: "guest",
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    sessionId: row.session_id,
    diagramId: row.diagram_id,
  };
}
