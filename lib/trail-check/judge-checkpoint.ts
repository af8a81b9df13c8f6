import { encodeBase64 } from "../merkle/base64.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { openCheckpoint, parseCheckpoint, type OpenedCheckpoint } from "../merkle/checkpoint.ts";
import { checkConsistency } from "../merkle/consistency.ts";
import { treeHasher } from "../merkle/hashes.ts";
import type { LogCrypto } from "../merkle/log-crypto.ts";
import { parseNote } from "../merkle/signed-note.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";

/** What a reader has kept of a log: the last checkpoint that it verified, verbatim, and the key it was signed with. */
export type RememberedCheckpoint = { vkey: string; note: Uint8Array };

/** A checkpoint that a reader is shown now. */
export type ShownCheckpoint = { origin: string; vkey: string; note: Uint8Array };

export type CheckpointVerdict =
  | { kind: "first"; size: number; root: string }
  | { kind: "same"; size: number; root: string }
  | { kind: "grew"; size: number; root: string; from: number }
  | { kind: "unproven"; size: number; from: number }
  | { kind: "rollback" | "fork" | "other_key"; words: string }
  | { kind: "unsigned"; words: string };

function opened(crypto: LogCrypto, vkey: string, note: Uint8Array): OpenedCheckpoint {
  return openCheckpoint(crypto, note, [parseVerifierKey(crypto.sha256, vkey)]);
}

function compare(
  crypto: LogCrypto,
  old: RememberedCheckpoint,
  now: OpenedCheckpoint,
  proof: readonly Uint8Array[] | null,
): CheckpointVerdict {
  const before = parseCheckpoint(parseNote(old.note).text);
  const [from, size, root] = [before.size, now.size, encodeBase64(now.root)];
  const count = (entries: number): string => entries.toLocaleString("en");
  if (size < from) {
    return {
      kind: "rollback",
      words: `This browser saw a log of ${count(from)} entries. Now it is shown one of ${count(size)}.`,
    };
  }
  if (size === from) {
    if (equalBytes(before.root, now.root)) return { kind: "same", size, root };
    return { kind: "fork", words: `Two different roots were signed for the same ${count(size)} entries.` };
  }
  if (proof === null) return { kind: "unproven", size, from };
  try {
    checkConsistency(treeHasher(crypto.sha256), {
      oldSize: from,
      newSize: size,
      oldRoot: before.root,
      newRoot: now.root,
      proof,
    });
    return { kind: "grew", size, root, from };
  } catch {
    return {
      kind: "fork",
      words: `The log of ${count(size)} entries could not be shown to begin with the ${count(from)} entries that this browser saw.`,
    };
  }
}

/**
 * Compares a checkpoint with the one this reader remembers. "unproven" asks for a consistency proof from `from` to `size`
 * and a second call; a proof that fails counts as a fork, since an honest log can always make one. Nothing is thrown.
 */
export function judgeCheckpoint(
  crypto: LogCrypto,
  remembered: RememberedCheckpoint | null,
  shown: ShownCheckpoint,
  proof: readonly Uint8Array[] | null,
): CheckpointVerdict {
  let now: OpenedCheckpoint;
  try {
    now = opened(crypto, shown.vkey, shown.note);
  } catch (error) {
    return { kind: "unsigned", words: error instanceof Error ? error.message : "the checkpoint cannot be read" };
  }
  if (now.origin !== shown.origin) return { kind: "unsigned", words: "the checkpoint is of another log" };
  if (remembered === null) return { kind: "first", size: now.size, root: encodeBase64(now.root) };
  if (remembered.vkey !== shown.vkey) {
    return { kind: "other_key", words: "The log shows another key than the one this browser remembers." };
  }
  return compare(crypto, remembered, now, proof);
}
