import { decodeBase64, encodeBase64 } from "./base64.ts";
import { equalBytes } from "./bytes.ts";
import { checkSafeCount, parseDecimal } from "./decimal.ts";
import { HASH_BYTES } from "./hashes.ts";
import type { LogCrypto } from "./log-crypto.ts";
import { MerkleError } from "./merkle-error.ts";
import { parseNote, type SignedNote } from "./signed-note.ts";
import type { VerifierKey } from "./verifier-key.ts";
import { verifyNote, type VerifiedSignature } from "./verify-note.ts";

const EMPTY_ROOT = decodeBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

/** What a checkpoint says: the log of this origin had this root at this size. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A checkpoint whose log signature verified, with the cosignatures that verified. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
  readonly logKey: VerifierKey;
  readonly cosignatures: readonly VerifiedSignature[];
}

/**
 * Writes the note text of a checkpoint (tlog-checkpoint, "Note text"): origin, size and root, a line each. Throws
 * MerkleError "checkpoint" for an empty or many-line origin, a root that is not 32 bytes, or another root than the
 * empty tree's at size 0; "index" for a size that is not a safe count.
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  checkSafeCount(size, "tree size");
  if (!/^[^\p{Cc}\p{Surrogate}]+$/u.test(origin)) throw new MerkleError("checkpoint", "not an origin");
  if (root.length !== HASH_BYTES) throw new MerkleError("checkpoint", "a root is 32 bytes long");
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) {
    throw new MerkleError("checkpoint", "the root of the empty tree is another one");
  }
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/**
 * Reads the note text of a checkpoint in the one spelling that formatCheckpoint writes; extension lines are refused.
 * Throws MerkleError "checkpoint" for everything else, and for sizes above 2^53 - 1.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", root = "", rest, ...more] = text.split("\n");
  if (rest !== "" || more.length > 0) throw new MerkleError("checkpoint", "a checkpoint has three lines");
  try {
    const checkpoint = { origin, size: parseDecimal(size, "checkpoint"), root: decodeBase64(root) };
    formatCheckpoint(checkpoint);
    return checkpoint;
  } catch (error) {
    if (!(error instanceof MerkleError)) throw error;
    throw new MerkleError("checkpoint", error.message);
  }
}

/**
 * Reads and verifies a signed checkpoint: it must carry a valid signature of one of the log keys, whose name is the
 * origin, and no false line of any given key. Witness keys add cosignatures; whether they suffice is for a policy to
 * say. Throws MerkleError "note", "checkpoint", "cosignature" or "note_signature".
 */
export function openCheckpoint(
  crypto: LogCrypto,
  bytes: Uint8Array,
  logKeys: readonly VerifierKey[],
  witnessKeys: readonly VerifierKey[] = [],
): OpenedCheckpoint {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  const verified = verifyNote(crypto, note, [...logKeys, ...witnessKeys]);
  const signature = verified.find(({ key }) => logKeys.includes(key) && key.name === checkpoint.origin);
  if (!signature) {
    throw new MerkleError("note_signature", `the checkpoint is not signed by the log ${checkpoint.origin}`);
  }
  const cosignatures = verified.filter(({ key }) => witnessKeys.includes(key));
  return { ...checkpoint, note, logKey: signature.key, cosignatures };
}
