import { cosignedNote, newestCheckpoint } from "../../audit/checkpoint-rows.ts";
import type { Session } from "../../audit/log-session.ts";
import { readBundle } from "../../audit/static-folder.ts";
import { cutTile, readTileRows } from "../../audit/tile-rows.ts";
import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { MerkleError } from "../../merkle/merkle-error.ts";
import { tileWidth } from "../../merkle/tile-coordinates.ts";
import { parseTilePath, type TilePath } from "../../merkle/tile-path.ts";
import { currentLog } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { LogFile, ReadLogFileInput } from "../schema.ts";

function pathOf(text: string): TilePath {
  try {
    return parseTilePath(text);
  } catch (error) {
    if (error instanceof MerkleError) return notFound("file of the log");
    throw error;
  }
}

/** A tile or bundle within the published size. Throws not_found beyond it. */
async function readTileFile(
  session: Session,
  log: { logId: number; size: number },
  path: TilePath,
): Promise<Uint8Array> {
  const level = path.level === "entries" ? 0 : path.level;
  const { n, width } = path;
  if (tileWidth(log.size, level, n) < width) return notFound("file of the log");
  const rows = await readTileRows(session, log.logId, [{ level, n }]);
  const data = cutTile(rows.get(`${level}/${n}`), { level, n, width });
  return path.level === "entries" ? readBundle(session, log.logId, { level, n, width, data }) : data;
}

export const readLogFile = defineQuery({
  name: "audit.log_file",
  summary: "A file of the organization's log by its tlog-tiles path",
  permission: "audit:read",
  input: ReadLogFileInput,
  output: LogFile,
  async run({ db, input, ctx }) {
    const session = readerSession(db);
    const { logId } = await currentLog(session, ctx.orgId);
    const newest = (await newestCheckpoint(session, logId, "published")) ?? notFound("checkpoint");
    if (input.path === "checkpoint")
      return { kind: "checkpoint" as const, bytes: new Uint8Array(await cosignedNote(session, logId, newest)) };
    const path = pathOf(input.path);
    const kind = path.level === "entries" ? ("entries" as const) : ("tile" as const);
    return { kind, bytes: new Uint8Array(await readTileFile(session, { logId, size: newest.size }, path)) };
  },
});
