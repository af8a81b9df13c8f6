import type { Sha256 } from "./hashes.ts";

/** Whether a 64-byte Ed25519 signature (RFC 8032) is that of the 32-byte public key over the message; never throws. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** The 64-byte Ed25519 signature (RFC 8032, deterministic) of a 32-byte private seed over the message. */
export type SignEd25519 = (seed: Uint8Array, message: Uint8Array) => Uint8Array;

/** What a reader of logs needs of cryptography; all of it synchronous, so that it works without a secure context. */
export interface LogCrypto {
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
}

/** What a log or a witness needs in addition: signing, and the public key that belongs to a seed. */
export interface SigningCrypto extends LogCrypto {
  readonly signEd25519: SignEd25519;
  readonly publicKeyOf: (seed: Uint8Array) => Uint8Array;
}
