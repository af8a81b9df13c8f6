import { decodeBase64, encodeBase64 } from "./base64.ts";
import { concatBytes, hexText, utf8Bytes } from "./bytes.ts";
import type { Sha256 } from "./hashes.ts";
import { isKeyName } from "./key-name.ts";
import { MerkleError } from "./merkle-error.ts";

/** Signature types of signed-note: a plain Ed25519 signature over the text, as logs make it. */
export const ED25519_NOTE = 0x01;
/** A timestamped Ed25519 cosignature (cosignature/v1), as witnesses make it. */
export const ED25519_COSIGNATURE = 0x04;
/** An ML-DSA-44 cosignature: its keys are read and kept, its signatures are not verified. */
export const ML_DSA_44_COSIGNATURE = 0x06;

const KEY_BYTES = new Map([
  [ED25519_NOTE, 32],
  [ED25519_COSIGNATURE, 32],
  [ML_DSA_44_COSIGNATURE, 1312],
]);

/** A public key with its name; `id` is the key ID as 8 lower-case hexadecimal digits. */
export interface VerifierKey {
  readonly name: string;
  readonly id: string;
  readonly type: number;
  readonly publicKey: Uint8Array;
}

/**
 * Makes a verifier key, with its ID: the first 4 bytes of SHA-256(name || 0x0A || type || public key) (signed-note,
 * "Signatures"). Throws MerkleError "vkey" for a name that is not allowed, another type than 01, 04, 06, or a public
 * key of another length.
 */
export function verifierKey(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new MerkleError("vkey", "not a name of a key");
  const bytes = KEY_BYTES.get(type);
  if (bytes === undefined) throw new MerkleError("vkey", "an unknown signature type");
  if (publicKey.length !== bytes) throw new MerkleError("vkey", "a public key of another length");
  const digest = sha256(concatBytes(utf8Bytes(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, id: hexText(digest.subarray(0, 4)), type, publicKey: publicKey.slice() };
}

/** Writes `name+id+base64(type || public key)` (signed-note, "Verifier keys"). */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.id}+${encodeBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}

/**
 * Reads a verifier key: split at the first two plus signs, canonical base64, and the ID must be the one that name, type
 * and key give, in lower case. Throws MerkleError "vkey" for everything else.
 */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  const [name, id, data] = splitKey(text);
  const key = verifierKey(sha256, name, data[0] ?? 0, data.subarray(1));
  if (key.id !== id) throw new MerkleError("vkey", "the key ID is not that of the key");
  return key;
}

const SIGNER_PREFIX = "PRIVATE+KEY+";

/** A private key as Go's note package writes it: the verifier key it belongs to, and its 32-byte seed. */
export interface SignerKey {
  readonly key: VerifierKey;
  readonly seed: Uint8Array;
}

/** Writes `PRIVATE+KEY+name+id+base64(type || seed)`. A secret: for key files, never for logs or pages. */
export function formatSignerKey(signer: SignerKey): string {
  const data = encodeBase64(concatBytes(Uint8Array.of(signer.key.type), signer.seed));
  return `${SIGNER_PREFIX}${signer.key.name}+${signer.key.id}+${data}`;
}

/**
 * Reads such a private key of type 01 or 04; `publicKeyOf` derives the public key. Throws MerkleError "vkey" for
 * everything else; the message never holds the key.
 */
export function parseSignerKey(
  crypto: { readonly sha256: Sha256; readonly publicKeyOf: (seed: Uint8Array) => Uint8Array },
  text: string,
): SignerKey {
  if (!text.startsWith(SIGNER_PREFIX)) throw new MerkleError("vkey", "not a private key");
  const [name, id, data] = splitKey(text.slice(SIGNER_PREFIX.length));
  const [type] = data;
  const seed = data.slice(1);
  if (seed.length !== 32) throw new MerkleError("vkey", "a seed is 32 bytes long");
  const key = verifierKey(crypto.sha256, name, type ?? 0, crypto.publicKeyOf(seed));
  if (key.id !== id) throw new MerkleError("vkey", "the key ID is not that of the key");
  return { key, seed };
}

function splitKey(text: string): [name: string, id: string, data: Uint8Array] {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  const [, name, id, encoded] = match ?? [];
  if (name === undefined || id === undefined || encoded === undefined) throw new MerkleError("vkey", "not a key");
  try {
    return [name, id, decodeBase64(encoded)];
  } catch {
    throw new MerkleError("vkey", "the key is not canonical base64");
  }
}
