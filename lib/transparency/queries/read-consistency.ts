import { newestCheckpoint } from "../../audit/checkpoint-rows.ts";
import { nodeCrypto } from "../../audit/crypto-node.ts";
import { tileFetcher } from "../../audit/tile-rows.ts";
import { invalid, notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { encodeBase64 } from "../../merkle/base64.ts";
import { treeHasher } from "../../merkle/hashes.ts";
import { readConsistencyProof, readRoot } from "../../merkle/read-proof.ts";
import { currentLog } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { ConsistencyDto, ConsistencyInput } from "../schema.ts";

const hasher = treeHasher(nodeCrypto.sha256);

export const readConsistency = defineQuery({
  name: "audit.consistency",
  summary: "Proof that the log at a newer size continues the log at an older size",
  permission: "audit:read",
  http: "GET /audit/consistency",
  input: ConsistencyInput,
  output: ConsistencyDto,
  async run({ db, input: { from, to }, ctx }) {
    const session = readerSession(db);
    const { logId } = await currentLog(session, ctx.orgId);
    const newest = (await newestCheckpoint(session, logId, "published")) ?? notFound("checkpoint");
    if (to > newest.size) invalid("to", `The newest checkpoint has ${newest.size} entries.`);
    if (from > to) invalid("from", "The older size must not be the larger one.");
    const fetchTile = tileFetcher(session, logId);
    const proof = from === 0 ? [] : await readConsistencyProof(hasher, from, { size: to, fetchTile });
    const [fromRoot, toRoot] = await Promise.all([from, to].map((size) => readRoot(hasher, { size, fetchTile })));
    if (fromRoot === undefined || toRoot === undefined) return notFound("checkpoint");
    return { from, to, fromRoot: encodeBase64(fromRoot), toRoot: encodeBase64(toRoot), proof: proof.map(encodeBase64) };
  },
});
