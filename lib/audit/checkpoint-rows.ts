import { concatBytes } from "../merkle/bytes.ts";
import { bytes, count, type Session } from "./log-session.ts";

/** A signed checkpoint as it is stored; `note` has the log's own signature only. */
export type CheckpointRow = { size: number; root: Uint8Array; note: Uint8Array; published: boolean };

/** The newest signed checkpoint of a log, or the newest published one. */
export async function newestCheckpoint(
  session: Session,
  logId: number,
  which: "signed" | "published",
): Promise<CheckpointRow | undefined> {
  const { rows } = await session.query(
    `select size::text as size, root, note, published_at is not null as published from audit_checkpoint
     where log_id = $1 ${which === "published" ? "and published_at is not null" : ""} order by audit_checkpoint.size desc limit 1`,
    [logId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    size: count(row["size"]),
    root: bytes(row["root"]),
    note: bytes(row["note"]),
    published: row["published"] === true,
  };
}

/** The checkpoint's note with the cosignatures there are by now, oldest first. */
export async function cosignedNote(session: Session, logId: number, checkpoint: CheckpointRow): Promise<Uint8Array> {
  const { rows } = await session.query(
    `select line from audit_cosignature where log_id = $1 and size = $2 order by at, witness`,
    [logId, checkpoint.size],
  );
  return concatBytes(checkpoint.note, ...rows.map((row) => bytes(row["line"])));
}
