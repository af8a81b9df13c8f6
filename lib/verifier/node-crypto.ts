import * as crypto from "node:crypto";
import type { LogCrypto } from "../merkle/log-crypto.ts";

const PUBLIC_KEY_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** `crypto.hash` is there from Node 20.12 on. */
const hashOnce: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256 of the bytes, written into `target` at `offset`. A digest as text is twice as fast as one in its own Buffer. */
export function sha256Into(data: Uint8Array, target: Buffer, offset: number): void {
  if (hashOnce) target.write(hashOnce("sha256", data, "binary"), offset, "latin1");
  else target.set(crypto.createHash("sha256").update(data).digest(), offset);
}

/** SHA-256 and Ed25519 of node:crypto. `verifyEd25519` answers false for keys and signatures of another length. */
export const verifierCrypto: LogCrypto = {
  sha256: (data) => {
    const digest = Buffer.alloc(32);
    sha256Into(data, digest, 0);
    return new Uint8Array(digest.buffer, digest.byteOffset, 32);
  },
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = crypto.createPublicKey({
      key: Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]),
      format: "der",
      type: "spki",
    });
    return crypto.verify(null, message, key, signature);
  },
};
