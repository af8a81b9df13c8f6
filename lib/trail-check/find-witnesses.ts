import type { LogCrypto } from "../merkle/log-crypto.ts";
import type { SignedNote } from "../merkle/signed-note.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { verifyNote } from "../merkle/verify-note.ts";
import type { StepState, WitnessFinding } from "./types.ts";

function findOne(crypto: LogCrypto, note: SignedNote, witness: { name: string; vkey: string }): WitnessFinding {
  const key = parseVerifierKey(crypto.sha256, witness.vkey);
  const finding = { name: witness.name, keyId: key.id, time: null };
  if (!note.signatures.some((line) => line.name === key.name && line.id === key.id)) {
    return { ...finding, state: "missing" };
  }
  try {
    const times = verifyNote(crypto, note, [key]).map(({ time }) => time ?? 0);
    return { ...finding, state: "pass", time: Math.max(...times) };
  } catch {
    return { ...finding, state: "fail" };
  }
}

/** What each witness says about a checkpoint: a cosignature that verifies, a false one, or none. */
export function findWitnesses(
  crypto: LogCrypto,
  note: SignedNote,
  witnesses: readonly { name: string; vkey: string }[],
): WitnessFinding[] {
  return witnesses.map((witness) => findOne(crypto, note, witness));
}

/** The step of the witnesses in words; a false cosignature fails it, a missing one does not. */
export function witnessWords(found: readonly WitnessFinding[]): { state: StepState; words: string } {
  if (found.some(({ state }) => state === "fail")) return { state: "fail", words: "a cosignature does not verify" };
  if (found.length === 0) return { state: "none", words: "no witness is set up" };
  const signed = found.filter(({ state }) => state === "pass").length;
  if (signed === 0) return { state: "none", words: "no witness has cosigned this root yet" };
  return { state: "pass", words: `${signed} of ${found.length} cosigned this root` };
}
