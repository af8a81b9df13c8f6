import { concatBytes, utf8Bytes } from "./bytes.ts";
import { checkSafeCount } from "./decimal.ts";
import type { LogCrypto, SigningCrypto } from "./log-crypto.ts";
import { MerkleError } from "./merkle-error.ts";
import type { NoteSignature } from "./signed-note.ts";
import { ED25519_COSIGNATURE, type SignerKey, type VerifierKey } from "./verifier-key.ts";

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** A cosignature taken apart: POSIX seconds at which the witness made it, and its Ed25519 signature. */
export interface Cosignature {
  readonly time: number;
  readonly signature: Uint8Array;
}

/**
 * The bytes that a cosignature signs (tlog-cosignature, "Ed25519 signed message"): `cosignature/v1`, the time in POSIX
 * seconds, and the whole text of the checkpoint. Throws MerkleError "index" for a time that is not a safe count.
 */
export function cosignedMessage(checkpointText: string, time: number): Uint8Array {
  checkSafeCount(time, "cosignature time");
  return utf8Bytes(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}

/** Cosigns the text of a checkpoint at a time in POSIX seconds; the key is of type 04. Throws MerkleError "cosignature". */
export function cosign(crypto: SigningCrypto, signer: SignerKey, checkpointText: string, time: number): NoteSignature {
  const { key, seed } = signer;
  if (key.type !== ED25519_COSIGNATURE) throw new MerkleError("cosignature", "the key is not one for cosignatures");
  const signature = crypto.signEd25519(seed, cosignedMessage(checkpointText, time));
  const stamp = new Uint8Array(TIME_BYTES);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return { name: key.name, id: key.id, signature: concatBytes(stamp, signature) };
}

/**
 * Takes a signature of type 04 apart: 8 bytes of time, big-endian, and 64 bytes of signature. Throws MerkleError
 * "cosignature" for another length or a time above 2^53 - 1 seconds.
 */
export function parseCosignature(signature: Uint8Array): Cosignature {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) {
    throw new MerkleError("cosignature", "a cosignature is 72 bytes long");
  }
  const time = Number(new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0));
  if (!Number.isSafeInteger(time)) throw new MerkleError("cosignature", "the time of a cosignature is too large");
  return { time, signature: signature.slice(TIME_BYTES) };
}

/**
 * Verifies a cosignature over the text of a checkpoint and gives its time in POSIX seconds. Throws MerkleError
 * "cosignature" for a malformed one, "note_signature" for one that is not of this key over this text.
 */
export function checkCosignature(
  crypto: LogCrypto,
  key: VerifierKey,
  checkpointText: string,
  signature: Uint8Array,
): number {
  const { time, signature: ed25519 } = parseCosignature(signature);
  if (!crypto.verifyEd25519(key.publicKey, cosignedMessage(checkpointText, time), ed25519)) {
    throw new MerkleError("note_signature", `the cosignature of ${key.name} does not verify`);
  }
  return time;
}
