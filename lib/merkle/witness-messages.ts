import { concatBytes, utf8Bytes, utf8Text } from "./bytes.ts";
import { checkSafeCount, parseDecimal } from "./decimal.ts";
import { MerkleError } from "./merkle-error.ts";
import { formatProofLines, parseProofLines, splitHeadAndNote } from "./proof-lines.ts";

/** Content type of the answer 409 of a witness (tlog-witness, "add-checkpoint"). */
export const WITNESS_SIZE_TYPE = "text/x.tlog.size";

/** The body of an add-checkpoint request: the proof leads from `oldSize` to the size of the signed checkpoint. */
export interface AddCheckpointRequest {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: Uint8Array;
}

/**
 * Writes the body of an add-checkpoint request (tlog-witness, "add-checkpoint"). Throws MerkleError "witness" for more
 * than 63 hashes, or any at old size 0; "index" for a size that is not a safe count.
 */
export function formatAddCheckpoint(request: AddCheckpointRequest): Uint8Array {
  const { oldSize, proof, checkpoint } = request;
  checkSafeCount(oldSize, "old size");
  if (oldSize === 0 && proof.length > 0) throw new MerkleError("witness", "old size 0 has no proof");
  return concatBytes(utf8Bytes(`old ${oldSize}\n${formatProofLines(proof, "witness")}\n`), checkpoint);
}

/** Reads such a body in its one spelling, as a witness does. Throws MerkleError "witness": answer 400. */
export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpointRequest {
  const { head, note } = splitHeadAndNote(bytes, "witness");
  const [old = "", ...lines] = head;
  if (!old.startsWith("old ")) throw new MerkleError("witness", "there is no line with the old size");
  const oldSize = parseDecimal(old.slice("old ".length), "witness");
  const proof = parseProofLines(lines, "witness");
  if (oldSize === 0 && proof.length > 0) throw new MerkleError("witness", "old size 0 has no proof");
  if (note.length === 0) throw new MerkleError("witness", "there is no checkpoint");
  return { oldSize, proof, checkpoint: note };
}

/** Writes the body of the answer 409: the size that the witness has, and a newline. */
export function formatWitnessSize(size: number): Uint8Array {
  checkSafeCount(size, "tree size");
  return utf8Bytes(`${size}\n`);
}

/** Reads that body. Throws MerkleError "witness" for anything but a plain decimal below 2^53 and a newline. */
export function parseWitnessSize(bytes: Uint8Array): number {
  const text = utf8Text(bytes.subarray(0, 32), "witness");
  if (bytes.length > 32 || !text.endsWith("\n")) throw new MerkleError("witness", "not a tree size and a newline");
  return parseDecimal(text.slice(0, -1), "witness");
}
