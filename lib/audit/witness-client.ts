import { outboundFetch, OutboundError, type OutboundResponse } from "../http/outbound.ts";
import { openCheckpoint } from "../merkle/checkpoint.ts";
import { parseCosignature } from "../merkle/cosignature.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { formatSignatureLine, parseNote, parseSignatureLines, type NoteSignature } from "../merkle/signed-note.ts";
import { ED25519_COSIGNATURE, parseVerifierKey, type VerifierKey } from "../merkle/verifier-key.ts";
import { verifyNote } from "../merkle/verify-note.ts";
import { formatAddCheckpoint, parseWitnessSize, WITNESS_SIZE_TYPE } from "../merkle/witness-messages.ts";
import { createHash } from "node:crypto";
import { nodeCrypto } from "./crypto-node.ts";

const TIMEOUT_MS = 2_000;
const MAX_BYTES = 64_000;
/** A witness that keeps answering with other sizes is not followed for ever. */
const ROUNDS = 3;

export type Witness = { id: string; name: string; vkey: string; url: string };

export type Submission = {
  witness: Witness;
  origin: string;
  logVkey: string;
  note: Uint8Array;
  size: number;
  /** The size that this witness is thought to have. */
  oldSize: number;
  proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>;
};

/** What a witness answered; see tlog-witness, "add-checkpoint". */
export type WitnessAnswer =
  | { kind: "cosigned"; line: string; at: number }
  /** It has seen a larger log; `shown` says whether it shows a checkpoint of that size that this log's key signed. */
  | { kind: "ahead"; size: number; shown: boolean }
  /** It has seen another log. */
  | { kind: "forked"; detail: string }
  /** It does not know this log or cannot read what it is sent: somebody has to look at the configuration. */
  | { kind: "misconfigured"; detail: string }
  | { kind: "ill"; detail: string };

const ill = (detail: string): WitnessAnswer => ({ kind: "ill", detail });

const textOf = (response: OutboundResponse): string => Buffer.from(response.body).toString("utf8").trim().slice(0, 200);

function readCosignature(key: VerifierKey, note: Uint8Array, body: Uint8Array): WitnessAnswer {
  let lines: NoteSignature[];
  try {
    lines = parseSignatureLines(body).filter((line) => line.name === key.name && line.id === key.id);
    const [line] = lines;
    if (line === undefined) return ill("It answered without a cosignature of its key.");
    verifyNote(nodeCrypto, { text: parseNote(note).text, signatures: [line] }, [key]);
    return { kind: "cosigned", line: formatSignatureLine(line), at: parseCosignature(line.signature).time };
  } catch (error) {
    if (error instanceof MerkleError) return ill(`Its cosignature is not valid: ${error.message}.`);
    throw error;
  }
}

/** What the witness shows at its monitoring address, if it is a checkpoint that this log's key signed, of at least this size. */
async function showsSigned(submission: Submission, size: number): Promise<boolean> {
  const hash = createHash("sha256").update(submission.origin).digest("hex");
  const url = `${submission.witness.url.replace(/\/$/, "")}/${hash}/checkpoint`;
  try {
    const { status, body } = await outboundFetch(url, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
    const key = parseVerifierKey(nodeCrypto.sha256, submission.logVkey);
    return status === 200 && openCheckpoint(nodeCrypto, body, [key]).size >= size;
  } catch {
    return false;
  }
}

async function post(submission: Submission, oldSize: number): Promise<OutboundResponse> {
  const proof = oldSize === 0 || oldSize === submission.size ? [] : await submission.proofFrom(oldSize);
  return outboundFetch(`${submission.witness.url.replace(/\/$/, "")}/add-checkpoint`, {
    method: "POST",
    body: formatAddCheckpoint({ oldSize, proof, checkpoint: submission.note }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
}

function conflictSize(response: OutboundResponse): number | undefined {
  if (!(response.headers["content-type"] ?? "").startsWith(WITNESS_SIZE_TYPE)) return undefined;
  try {
    return parseWitnessSize(response.body);
  } catch (error) {
    if (error instanceof MerkleError) return undefined;
    throw error;
  }
}

async function converse(submission: Submission, key: VerifierKey): Promise<WitnessAnswer> {
  let oldSize = Math.min(submission.oldSize, submission.size);
  for (let round = 0; round < ROUNDS; round += 1) {
    const response = await post(submission, oldSize);
    if (response.status === 200) return readCosignature(key, submission.note, response.body);
    if (response.status === 422) return { kind: "forked", detail: textOf(response) };
    if ([400, 401, 403, 404].includes(response.status)) {
      return { kind: "misconfigured", detail: `It answered ${response.status}: ${textOf(response)}` };
    }
    if (response.status !== 409) return ill(`It answered ${response.status}.`);
    const size = conflictSize(response);
    if (size === undefined) return ill("It answered 409 without the size it knows.");
    if (size > submission.size) return { kind: "ahead", size, shown: await showsSigned(submission, size) };
    if (size === oldSize && size === submission.size) {
      return { kind: "forked", detail: "it knows another log of the same size" };
    }
    oldSize = size;
  }
  return ill("It answered 409 again and again.");
}

/**
 * Asks a witness to cosign a checkpoint and verifies what comes back under its configured key. At a 409 with a smaller
 * size it sends again with a proof from there. Never throws for what the witness does; 2 s a request.
 */
export async function submitCheckpoint(submission: Submission): Promise<WitnessAnswer> {
  try {
    const key = parseVerifierKey(nodeCrypto.sha256, submission.witness.vkey);
    if (key.type !== ED25519_COSIGNATURE)
      return { kind: "misconfigured", detail: "Its key is not one for cosignatures." };
    return await converse(submission, key);
  } catch (error) {
    if (error instanceof OutboundError) return ill(error.message);
    if (error instanceof MerkleError) return { kind: "misconfigured", detail: error.message };
    throw error;
  }
}
