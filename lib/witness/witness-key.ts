import { randomBytes } from "node:crypto";
import { nodeCrypto } from "../audit/crypto-node.ts";
import { formatSignerKey, parseSignerKey, verifierKey, ED25519_COSIGNATURE } from "../merkle/verifier-key.ts";
import type { SignerKey } from "../merkle/verifier-key.ts";
import type { WitnessState } from "./witness-state.ts";

const FILE = "key";

/**
 * The witness's own key, made at the first start. The name is part of it: another name than the stored one is refused,
 * since it would be another witness. Throws.
 */
export function witnessKey(state: WitnessState, name: string | undefined): SignerKey {
  const stored = state.read(FILE);
  if (stored !== undefined) {
    const signer = parseSignerKey(nodeCrypto, stored.toString("utf8").trim());
    if (name !== undefined && name !== signer.key.name) {
      throw new Error(`this state belongs to the witness ${signer.key.name}, not ${name}`);
    }
    if (signer.key.type !== ED25519_COSIGNATURE) throw new Error("the stored key is not one of a witness");
    return signer;
  }
  if (name === undefined) throw new Error("the first start needs --name, for example --name witness.example");
  const seed = new Uint8Array(randomBytes(32));
  const signer = { seed, key: verifierKey(nodeCrypto.sha256, name, ED25519_COSIGNATURE, nodeCrypto.publicKeyOf(seed)) };
  state.write(FILE, Buffer.from(`${formatSignerKey(signer)}\n`));
  return signer;
}
