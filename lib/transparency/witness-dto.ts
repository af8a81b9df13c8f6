import type { Witness } from "../db/types.ts";
import { invalid } from "../kernel/errors.ts";
import { nodeCrypto } from "../audit/crypto-node.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { ED25519_COSIGNATURE, parseVerifierKey } from "../merkle/verifier-key.ts";
import { WitnessState, type WitnessDto } from "./schema.ts";

/** A witness as the API tells it. */
export function toWitnessDto(row: Witness): WitnessDto {
  const { id, version, name, vkey, url } = row;
  return { id, version, name, vkey, url, state: WitnessState.parse(row.state), createdAt: row.createdAt.toISOString() };
}

/** Throws invalid_input unless the text is a verifier key for cosignatures. */
export function checkWitnessKey(vkey: string): void {
  try {
    if (parseVerifierKey(nodeCrypto.sha256, vkey).type === ED25519_COSIGNATURE) return;
  } catch (error) {
    if (!(error instanceof MerkleError)) throw error;
    invalid("vkey", `This is not a verifier key: ${error.message}.`);
  }
  invalid("vkey", "This key is for signing logs; a witness has a key for cosignatures (type 04).");
}
