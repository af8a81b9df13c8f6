import { MerkleError } from "@/lib/merkle/merkle-error.ts";
import { ED25519_COSIGNATURE, ED25519_NOTE, parseVerifierKey } from "@/lib/merkle/verifier-key.ts";
import { browserCrypto } from "@/lib/trail-check/crypto-browser.ts";

/** What a pasted text is as the key of a witness: its parts, or what is wrong in words. */
export type KeyReading = { name: string; id: string } | { problem: string };

/** The key alone: without the word that our witness prints before it, spaces or line breaks. */
export function tidyKey(pasted: string): string {
  return pasted.trim().replace(/^witness\s+/, "");
}

/** Reads a pasted verifier key, so that a mistake is said before anything is sent. */
export function readWitnessKey(text: string): KeyReading {
  const key = tidyKey(text);
  if (key === "") return { problem: "Paste the witness’s verifier key." };
  if (/^https?:/.test(key)) return { problem: "This is an address. The key looks like witness.example+1a2b3c4d+BA…" };
  if (key.startsWith("PRIVATE")) {
    return { problem: "This is the private key of a witness. Never paste it anywhere; make a new witness." };
  }
  if (/\s/.test(key)) return { problem: "This is more than one key. Paste only the key of one witness." };
  try {
    const { name, id, type } = parseVerifierKey(browserCrypto.sha256, key);
    if (type === ED25519_COSIGNATURE) return { name, id };
    if (type === ED25519_NOTE) return { problem: "This is the key of a log. A witness has a key of its own." };
    return { problem: "This key is of a kind that cannot be checked here yet. Use an Ed25519 key (type 04)." };
  } catch (error) {
    if (!(error instanceof MerkleError)) throw error;
    const torn = "A part of the key is missing or changed. Copy it again, from the name to the end.";
    return {
      problem: key.includes("+") ? torn : "This is no verifier key. It looks like witness.example+1a2b3c4d+BA…",
    };
  }
}
