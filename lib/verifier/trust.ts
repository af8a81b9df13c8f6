import { openCheckpoint, parseCheckpoint, type OpenedCheckpoint } from "../merkle/checkpoint.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { parseNote } from "../merkle/signed-note.ts";
import { isQuorumReached, parsePolicy, type TlogPolicy } from "../merkle/tlog-policy.ts";
import { parseVerifierKey, type VerifierKey } from "../merkle/verifier-key.ts";
import type { VerifiedSignature } from "../merkle/verify-note.ts";
import { VerificationFailed, WrongUsage } from "./finding.ts";
import { verifierCrypto } from "./node-crypto.ts";

/** Whose signatures count: the log's keys and a policy for witnesses. */
export interface Trust {
  readonly policy: TlogPolicy;
  /** False when the keys came with the thing to verify. */
  readonly independent: boolean;
  /** Cosignatures made before this time, in POSIX seconds, do not count. */
  readonly notBefore: number;
}

/** A checkpoint that verified under the policy. */
export interface TrustedCheckpoint extends OpenedCheckpoint {
  readonly fresh: readonly VerifiedSignature[];
}

/** Trust in one log key and no witnesses. Throws WrongUsage. */
export function trustKey(vkey: string): TlogPolicy {
  try {
    return {
      logs: [{ key: parseVerifierKey(verifierCrypto.sha256, vkey) }],
      witnesses: [],
      groups: [],
      quorum: "none",
    };
  } catch (error) {
    throw new WrongUsage(`--vkey: ${(error as Error).message}`);
  }
}

/** Reads a tlog-policy file. Throws WrongUsage. */
export function trustPolicy(bytes: Uint8Array, name: string): TlogPolicy {
  try {
    return parsePolicy(verifierCrypto.sha256, bytes);
  } catch (error) {
    throw new WrongUsage(`${name}: ${(error as Error).message}`);
  }
}

function quorumWords(policy: TlogPolicy, fresh: readonly VerifiedSignature[], stale: number): string {
  const names = [...new Set(fresh.map(({ key }) => key.name))];
  const old = stale === 0 ? "" : `; ${stale} older than asked for`;
  return `the quorum "${policy.quorum}" is not reached: cosigned by ${names.length === 0 ? "nobody" : names.join(", ")}${old}`;
}

/**
 * Verifies a signed checkpoint: the log's signature, every cosignature of a known witness, and the quorum. Throws
 * VerificationFailed at `place`.
 */
export function openTrusted(trust: Trust, bytes: Uint8Array, place: string): TrustedCheckpoint {
  const { policy, notBefore } = trust;
  const logKeys: VerifierKey[] = policy.logs.map(({ key }) => key);
  const witnessKeys = policy.witnesses.map(({ key }) => key);
  try {
    const opened = openCheckpoint(verifierCrypto, bytes, logKeys, witnessKeys);
    const fresh = opened.cosignatures.filter(({ time }) => time !== undefined && time >= notBefore);
    const cosigners = fresh.map(({ key }) => key);
    if (!isQuorumReached(policy, cosigners)) {
      throw new VerificationFailed(place, quorumWords(policy, fresh, opened.cosignatures.length - fresh.length));
    }
    return { ...opened, fresh };
  } catch (error) {
    if (error instanceof MerkleError) throw new VerificationFailed(place, signerWords(error, bytes));
    throw error;
  }
}

/** A checkpoint of another origin is the usual mistake: say so. */
function signerWords(error: MerkleError, bytes: Uint8Array): string {
  if (error.code !== "note_signature") return error.message;
  try {
    return `${error.message} (its origin is ${parseCheckpoint(parseNote(bytes).text).origin})`;
  } catch {
    return error.message;
  }
}
