import { encodeBase64 } from "./base64.ts";
import { concatBytes, utf8Bytes } from "./bytes.ts";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts";
import { checkSafeCount, parseDecimal } from "./decimal.ts";
import { treeHasher } from "./hashes.ts";
import { checkInclusion } from "./inclusion.ts";
import type { LogCrypto } from "./log-crypto.ts";
import { MerkleError } from "./merkle-error.ts";
import { decodeLine, formatProofLines, parseProofLines, splitHeadAndNote } from "./proof-lines.ts";
import type { VerifierKey } from "./verifier-key.ts";

const HEADER = "c2sp.org/tlog-proof@v1";

/** A receipt: the entry at `index` is in the log that signed `checkpoint`. Nothing is verified yet. */
export interface TlogProof {
  readonly index: number;
  /** The inclusion proof, from the leaf upwards. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim, with its cosignatures. */
  readonly checkpoint: Uint8Array;
  /** Opaque and authenticated by nothing. */
  readonly extra?: Uint8Array;
}

/** Writes a receipt (tlog-proof, "Format"). Throws MerkleError "tlog_proof" or "index". */
export function formatTlogProof(receipt: TlogProof): Uint8Array {
  checkSafeCount(receipt.index, "leaf index");
  const extra = receipt.extra === undefined ? "" : `extra ${encodeBase64(receipt.extra)}\n`;
  const head = `${HEADER}\n${extra}index ${receipt.index}\n${formatProofLines(receipt.proof, "tlog_proof")}\n`;
  return concatBytes(utf8Bytes(head), receipt.checkpoint);
}

/** Reads a receipt in the one spelling that formatTlogProof writes. Throws MerkleError "tlog_proof" for all else. */
export function parseTlogProof(bytes: Uint8Array): TlogProof {
  const { head, note } = splitHeadAndNote(bytes, "tlog_proof");
  const [header, ...lines] = head;
  if (header !== HEADER) throw new MerkleError("tlog_proof", `the first line is not ${HEADER}`);
  const extra = lines[0]?.startsWith("extra ") ? lines.shift() : undefined;
  const index = lines.shift();
  if (!index?.startsWith("index ")) throw new MerkleError("tlog_proof", "there is no index line");
  if (note.length === 0) throw new MerkleError("tlog_proof", "there is no checkpoint");
  return {
    index: parseDecimal(index.slice("index ".length), "tlog_proof"),
    proof: parseProofLines(lines, "tlog_proof"),
    checkpoint: note,
    ...(extra !== undefined && { extra: decodeLine(extra.slice("extra ".length), "tlog_proof") }),
  };
}

/**
 * Verifies a receipt for an entry: the checkpoint is signed by one of the log keys, no line of a given key is false, and
 * the proof leads from the hash of the entry to the root. Gives the checkpoint with the cosignatures that verified; ask
 * a policy whether they suffice. Throws MerkleError "proof", "index", "note", "checkpoint" or "note_signature".
 */
export function checkTlogProof(
  crypto: LogCrypto,
  receipt: TlogProof,
  entry: { readonly bytes: Uint8Array } | { readonly leafHash: Uint8Array },
  logKeys: readonly VerifierKey[],
  witnessKeys: readonly VerifierKey[] = [],
): OpenedCheckpoint {
  const hasher = treeHasher(crypto.sha256);
  const opened = openCheckpoint(crypto, receipt.checkpoint, logKeys, witnessKeys);
  const leafHash = "bytes" in entry ? hasher.leaf(entry.bytes) : entry.leafHash;
  const { size, root } = opened;
  checkInclusion(hasher, { index: receipt.index, size, leafHash, root, proof: receipt.proof });
  return opened;
}
