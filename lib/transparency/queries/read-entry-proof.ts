import { cosignedNote, type CheckpointRow } from "../../audit/checkpoint-rows.ts";
import { nodeCrypto } from "../../audit/crypto-node.ts";
import { bytes, count, type Session } from "../../audit/log-session.ts";
import { tileFetcher } from "../../audit/tile-rows.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { treeHasher } from "../../merkle/hashes.ts";
import { readInclusionProof } from "../../merkle/read-proof.ts";
import { formatTlogProof } from "../../merkle/tlog-proof.ts";
import { readerSession } from "../reader-session.ts";
import { ProofFile, ReadProofInput } from "../schema.ts";
import { waitFor } from "../../kernel/wait-for.ts";

const hasher = treeHasher(nodeCrypto.sha256);

type Place = { logId: number; index: number | null };

async function placeOf(session: Session, orgId: string, uuid: string): Promise<Place> {
  const { rows } = await session.query(
    `select coalesce(l.log_id, e.log_id) as log_id, l.idx::text as idx from audit_entry e left join audit_leaf l using (entry_id)
     where e.uuid = $1::uuid and e.org_id = $2::uuid`,
    [uuid, orgId],
  );
  const [row] = rows;
  if (row === undefined) return notFound("entry");
  return { logId: count(row["log_id"]), index: row["idx"] === null ? null : count(row["idx"]) };
}

/** The newest published checkpoint that covers the index, one with cosignatures if there is any. */
async function coveringCheckpoint(session: Session, logId: number, index: number): Promise<CheckpointRow | undefined> {
  const { rows } = await session.query(
    `select c.size::text as entries, c.root, c.note from audit_checkpoint c
     where c.log_id = $1 and c.published_at is not null and c.size > $2::bigint
     order by (c.size = (select max(o.size) from audit_cosignature o where o.log_id = $1)) desc, c.size desc limit 1`,
    [logId, index],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return { size: count(row["entries"]), root: bytes(row["root"]), note: bytes(row["note"]), published: true };
}

async function proofText(session: Session, orgId: string, uuid: string): Promise<string | undefined> {
  const { logId, index } = await placeOf(session, orgId, uuid);
  if (index === null) return undefined;
  const checkpoint = await coveringCheckpoint(session, logId, index);
  if (checkpoint === undefined) return undefined;
  const { size, root } = checkpoint;
  const proof = await readInclusionProof(hasher, index, { size, root, fetchTile: tileFetcher(session, logId) });
  const note = await cosignedNote(session, logId, checkpoint);
  return new TextDecoder().decode(formatTlogProof({ index, proof, checkpoint: note }));
}

export const readEntryProof = defineQuery({
  name: "audit.entry_proof",
  summary: "The receipt of an entry: a tlog-proof under the newest checkpoint, as a text file",
  permission: "audit:read",
  http: "GET /audit/entries/{id}/proof",
  input: ReadProofInput,
  output: ProofFile,
  async run({ db, input, ctx }) {
    const session = readerSession(db);
    const text = await waitFor(input.wait, () => proofText(session, ctx.orgId, input.id));
    if (text !== undefined) return { fileName: `${input.id}.tlog-proof`, text };
    throw new AppError(
      "precondition_failed",
      "This entry is not under a signed checkpoint yet. Ask again in a moment.",
    );
  },
});
