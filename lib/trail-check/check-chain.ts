import { decodeBase64 } from "../merkle/base64.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { treeHasher } from "../merkle/hashes.ts";
import type { LogCrypto } from "../merkle/log-crypto.ts";
import { readEnvelope } from "./envelope.ts";

/** What the chain of one thing's entries showed. `version` is where it breaks. */
export type ChainFinding =
  | { state: "whole"; entries: number; newestLeafHash: Uint8Array }
  | { state: "broken"; version: number; words: string }
  | { state: "empty" };

type Thing = { type: string; id: string };

/**
 * Checks that the entries of one thing, newest first, are all there: each names the hash of the one before, versions go
 * down by one to 1, and the first names none. Whoever trusts the newest entry then knows that nothing was left out.
 */
export function checkChain(crypto: LogCrypto, thing: Thing, leaves: readonly Uint8Array[]): ChainFinding {
  const hasher = treeHasher(crypto.sha256);
  let expected: Uint8Array | null = null;
  let version = 0;
  let newest = new Uint8Array(0);
  for (const [at, leaf] of leaves.entries()) {
    const hash = hasher.leaf(leaf);
    let envelope;
    try {
      envelope = readEnvelope(leaf);
    } catch {
      return { state: "broken", version: version - 1, words: "the entry cannot be read" };
    }
    const { entity, prev } = envelope;
    if (entity.type !== thing.type || entity.id !== thing.id) {
      return { state: "broken", version: entity.version, words: "the entry is about another thing" };
    }
    if (at === 0) newest = new Uint8Array(hash);
    else if (entity.version !== version - 1) {
      return { state: "broken", version: version - 1, words: `version ${version - 1} is missing` };
    } else if (expected === null || !equalBytes(hash, expected)) {
      return {
        state: "broken",
        version: entity.version,
        words: `version ${entity.version} is not the one that version ${version} names`,
      };
    }
    version = entity.version;
    expected = prev === null ? null : decodeBase64(prev);
  }
  if (leaves.length === 0) return { state: "empty" };
  if (version !== 1 || expected !== null) {
    return { state: "broken", version: version - 1, words: `version ${version - 1} is missing` };
  }
  return { state: "whole", entries: leaves.length, newestLeafHash: newest };
}
