import { equalBytes, hexText } from "../merkle/bytes.ts";
import { parseCheckpoint, type Checkpoint } from "../merkle/checkpoint.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { rootFromInclusion } from "../merkle/inclusion.ts";
import type { LogCrypto } from "../merkle/log-crypto.ts";
import { inclusionRanges } from "../merkle/proof-ranges.ts";
import { parseNote, type SignedNote } from "../merkle/signed-note.ts";
import { parseTlogProof, type TlogProof } from "../merkle/tlog-proof.ts";
import { parseVerifierKey, type VerifierKey } from "../merkle/verifier-key.ts";
import { verifyNote } from "../merkle/verify-note.ts";
import { checkValues } from "./check-values.ts";
import { findWitnesses, witnessWords } from "./find-witnesses.ts";
import type { CheckStep, EntryCheck, EntryMaterial, PathStep, StepId, StepState } from "./types.ts";

type Outcome = { state: StepState; words: string };

/** Runs one step; whatever it throws is why it fails. */
function step(id: StepId, clock: () => number, work: () => Outcome): CheckStep {
  const start = clock();
  let outcome: Outcome;
  try {
    outcome = work();
  } catch (error) {
    outcome = { state: "fail", words: error instanceof Error ? error.message : "cannot be read" };
  }
  return { id, ...outcome, ms: clock() - start };
}

type Receipt = { proof: TlogProof; note: SignedNote; checkpoint: Checkpoint };

function readReceipt(bytes: Uint8Array | null): { receipt: Receipt | null; problem: string | null } {
  if (bytes === null) return { receipt: null, problem: null };
  try {
    const proof = parseTlogProof(bytes);
    const note = parseNote(proof.checkpoint);
    return { receipt: { proof, note, checkpoint: parseCheckpoint(note.text) }, problem: null };
  } catch (error) {
    return { receipt: null, problem: error instanceof Error ? error.message : "the receipt cannot be read" };
  }
}

function pathOf({ proof, checkpoint }: Receipt): PathStep[] {
  if (proof.index >= checkpoint.size) return [];
  const ranges = inclusionRanges(proof.index, checkpoint.size);
  return proof.proof.flatMap((hash, at) => {
    const range = ranges[at];
    if (range === undefined) return [];
    const side = range.begin < proof.index ? ("left" as const) : ("right" as const);
    return [{ hash: hexText(hash), entries: range.end - range.begin, side }];
  });
}

function signatureOutcome(crypto: LogCrypto, note: SignedNote, key: VerifierKey, origin: string): Outcome {
  verifyNote(crypto, note, [key]);
  if (key.name !== origin) return { state: "fail", words: "is of another log than the checkpoint names" };
  return { state: "pass", words: "Ed25519 by the key of the log" };
}

const rootOutcome = (same: boolean): Outcome =>
  same
    ? { state: "pass", words: "is the root in the checkpoint" }
    : { state: "fail", words: "is not the root in the checkpoint" };

const WAITING: Outcome = { state: "none", words: "comes with the next checkpoint" };

/**
 * Checks one entry from its values to the witnesses, with nothing but the bytes given: six steps in order, each with its
 * time by `clock` (milliseconds). Nothing is thrown: what cannot be read fails its step. When the computed root is not
 * the signed one, leaf and path are "doubt", because the fault lies in one of them or in the entry.
 */
export function checkEntry(crypto: LogCrypto, material: EntryMaterial, clock: () => number): EntryCheck {
  const hasher = treeHasher(crypto.sha256);
  const { receipt, problem } = readReceipt(material.receipt);
  const waiting: Outcome = problem === null ? WAITING : { state: "fail", words: problem };
  let leafHash = new Uint8Array(0);
  let computed: Uint8Array | null = null;

  const entry = step("entry", clock, () => checkValues(crypto, material));
  const leaf = step("leaf", clock, () => {
    leafHash = new Uint8Array(hasher.leaf(material.leaf));
    return { state: "pass", words: `SHA-256(0x00, ${material.leaf.length.toLocaleString("en")} bytes)` };
  });
  const path = step("path", clock, () => {
    if (receipt === null) return waiting;
    const { proof, checkpoint } = receipt;
    computed = rootFromInclusion(hasher, { leafHash, index: proof.index, size: checkpoint.size, proof: proof.proof });
    const count = proof.proof.length;
    return { state: "pass", words: count === 1 ? "1 hash leads to one root" : `${count} hashes lead to one root` };
  });
  const root = step("root", clock, () => {
    if (receipt === null) return waiting;
    if (computed === null) return { state: "fail", words: "no path leads to it" };
    return rootOutcome(equalBytes(computed, receipt.checkpoint.root));
  });
  if (root.state === "fail" && receipt !== null) {
    for (const each of [leaf, path]) if (each.state === "pass") each.state = "doubt";
  }

  let keyId = "";
  const signature = step("signature", clock, () => {
    const key = parseVerifierKey(crypto.sha256, material.logKey);
    keyId = key.id;
    return receipt === null ? waiting : signatureOutcome(crypto, receipt.note, key, receipt.checkpoint.origin);
  });
  let witnesses: EntryCheck["witnesses"] = [];
  const cosigned = step("witnesses", clock, () => {
    if (receipt === null) return waiting;
    witnesses = findWitnesses(crypto, receipt.note, material.witnesses);
    return witnessWords(witnesses);
  });
  return {
    steps: [entry, leaf, path, root, signature, cosigned],
    leafHash: hexText(leafHash),
    computedRoot: computed === null ? null : hexText(computed),
    path: receipt === null ? [] : pathOf(receipt),
    index: receipt?.proof.index ?? null,
    checkpoint: receipt === null ? null : { ...receipt.checkpoint, root: hexText(receipt.checkpoint.root), keyId },
    witnesses,
  };
}

/** Whether every step that has something to check passes. */
export function allPass(check: EntryCheck): boolean {
  return check.steps.every(({ state }) => state === "pass" || state === "none");
}
