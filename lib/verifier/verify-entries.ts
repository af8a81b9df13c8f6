import { encodeBase64 } from "../merkle/base64.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { checkInclusion } from "../merkle/inclusion.ts";
import { parseTlogProof } from "../merkle/tlog-proof.ts";
import { parseEnvelope, type Envelope } from "./envelope.ts";
import type { EntityChains } from "./entity-chains.ts";
import type { Findings } from "./finding.ts";
import { MAX_TEXT_BYTES, readRequired, type LogSource } from "./log-source.ts";
import type { Manifest } from "./manifest.ts";
import { verifierCrypto } from "./node-crypto.ts";
import type { PayloadLines } from "./payload-lines.ts";
import { openTrusted, type Trust, type TrustedCheckpoint } from "./trust.ts";

const hasher = treeHasher(verifierCrypto.sha256);

/**
 * Verifies a receipt (tlog-proof) for the bytes of an entry, checkpoint and quorum included. Throws VerificationFailed or
 * MerkleError.
 */
export function verifyReceipt(
  trust: Trust,
  receiptBytes: Uint8Array,
  entry: Uint8Array,
  place: string,
): { checkpoint: TrustedCheckpoint; index: number } {
  const receipt = parseTlogProof(receiptBytes);
  const checkpoint = openTrusted(trust, receipt.checkpoint, place);
  const { size, root } = checkpoint;
  checkInclusion(hasher, {
    index: receipt.index,
    size,
    root,
    leafHash: hasher.leaf(entry),
    proof: receipt.proof,
  });
  return { checkpoint, index: receipt.index };
}

export interface EntriesCheck {
  readonly source: LogSource;
  readonly trust: Trust;
  readonly manifest: Manifest;
  readonly findings: Findings;
  readonly chains: EntityChains | undefined;
  readonly payloads: PayloadLines | undefined;
  readonly onProgress: (entries: number) => void;
}

async function verifyOne(check: EntriesCheck, listed: { index: number; uuid: string }): Promise<Envelope> {
  const { source, trust } = check;
  const path = `entries/${listed.uuid}.json`;
  const proofPath = `proofs/${listed.uuid}.tlog-proof`;
  const entry = await readRequired(source, path, 65_535);
  const proof = await readRequired(source, proofPath, MAX_TEXT_BYTES);
  const { index } = verifyReceipt(trust, proof, entry, proofPath);
  if (index !== listed.index) throw new Error(`its proof is for index ${index}, the manifest says ${listed.index}`);
  const envelope = parseEnvelope(entry);
  if (envelope.uuid !== listed.uuid) throw new Error(`the entry in ${path} is ${envelope.uuid}`);
  check.chains?.add(() => path, envelope, encodeBase64(hasher.leaf(entry)));
  return envelope;
}

/** Verifies a bundle of selected entries: each with its receipt, the history of each thing from version 1, payloads. */
export async function verifyEntries(check: EntriesCheck): Promise<void> {
  const { manifest, findings, payloads, onProgress } = check;
  let done = 0;
  for (const listed of manifest.entries) {
    const place = `entry ${listed.index} (entries/${listed.uuid}.json)`;
    try {
      await payloads?.add(listed.index, place, await verifyOne(check, listed));
    } catch (error) {
      findings.problem(place, (error as Error).message);
    }
    onProgress((done += 1));
  }
  payloads?.finish();
}
