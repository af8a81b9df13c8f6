import { utf8Bytes } from "./bytes.ts";
import { checkCosignature } from "./cosignature.ts";
import type { LogCrypto, SigningCrypto } from "./log-crypto.ts";
import { MerkleError } from "./merkle-error.ts";
import type { NoteSignature, SignedNote } from "./signed-note.ts";
import { ED25519_COSIGNATURE, ED25519_NOTE, type SignerKey, type VerifierKey } from "./verifier-key.ts";

/** A signature that verified: whose it is, and for cosignatures the time in POSIX seconds. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly line: NoteSignature;
  readonly time?: number;
}

/** Signs a text with a key of type 01 (signed-note, "Ed25519 signatures"). Throws MerkleError "note_signature". */
export function signText(crypto: SigningCrypto, signer: SignerKey, text: string): NoteSignature {
  const { key, seed } = signer;
  if (key.type !== ED25519_NOTE) throw new MerkleError("note_signature", "the key is not one for note signatures");
  return { name: key.name, id: key.id, signature: crypto.signEd25519(seed, utf8Bytes(text)) };
}

/**
 * Verifies a note under the given keys (signed-note, "Signatures"), of types 01 and 04. Lines whose name and ID together
 * are not those of a given key are ignored, and so are keys of a type that cannot be verified here (06). Throws
 * MerkleError "note_signature" when a line of a known key does not verify, when no line verifies at all, or when two of
 * the keys share name and ID; "cosignature" when a line of a known witness is malformed. Repeated lines are all
 * verified and all returned, in the order of the note.
 */
export function verifyNote(crypto: LogCrypto, note: SignedNote, keys: readonly VerifierKey[]): VerifiedSignature[] {
  const verified: VerifiedSignature[] = [];
  for (const line of note.signatures) {
    const known = keys.filter((key) => key.name === line.name && key.id === line.id && isVerifiable(key));
    const [key, ambiguous] = known;
    if (ambiguous) throw new MerkleError("note_signature", `two keys have the name and ID ${line.name}+${line.id}`);
    if (key) verified.push(verifyLine(crypto, note.text, key, line));
  }
  if (verified.length === 0) throw new MerkleError("note_signature", "the note has no signature of a known key");
  return verified;
}

function isVerifiable(key: VerifierKey): boolean {
  return key.type === ED25519_NOTE || key.type === ED25519_COSIGNATURE;
}

function verifyLine(crypto: LogCrypto, text: string, key: VerifierKey, line: NoteSignature): VerifiedSignature {
  if (key.type === ED25519_COSIGNATURE) {
    return { key, line, time: checkCosignature(crypto, key, text, line.signature) };
  }
  if (!crypto.verifyEd25519(key.publicKey, utf8Bytes(text), line.signature)) {
    throw new MerkleError("note_signature", `the signature of ${key.name} does not verify`);
  }
  return { key, line };
}
