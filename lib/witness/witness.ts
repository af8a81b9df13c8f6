import { nodeCrypto } from "../audit/crypto-node.ts";
import { equalBytes, hexText, utf8Bytes } from "../merkle/bytes.ts";
import { openCheckpoint, parseCheckpoint, type Checkpoint, type OpenedCheckpoint } from "../merkle/checkpoint.ts";
import { checkConsistency } from "../merkle/consistency.ts";
import { cosign } from "../merkle/cosignature.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { formatNote, formatSignatureLine, parseNote } from "../merkle/signed-note.ts";
import type { SignerKey, VerifierKey } from "../merkle/verifier-key.ts";
import { formatWitnessSize, parseAddCheckpoint, WITNESS_SIZE_TYPE } from "../merkle/witness-messages.ts";
import type { WitnessState } from "./witness-state.ts";

const TEXT = "text/plain; charset=utf-8";

const hasher = treeHasher(nodeCrypto.sha256);

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

const answer = (status: number, text: string, type = TEXT): Answer => ({ status, type, body: utf8Bytes(text) });

const conflict = (size: number): Answer => ({ status: 409, type: WITNESS_SIZE_TYPE, body: formatWitnessSize(size) });

/** Name of the file and path that stand for a log: the SHA-256 of its origin in hexadecimal. */
export function originHash(origin: string): string {
  return hexText(nodeCrypto.sha256(utf8Bytes(origin)));
}

export interface WitnessSetup {
  readonly state: WitnessState;
  readonly signer: SignerKey;
  /** Keys of the logs to watch; the name of a key is the log's origin. */
  readonly logs: readonly VerifierKey[];
  /** POSIX seconds. */
  readonly now: () => number;
}

/**
 * A C2SP tlog-witness: cosigns a checkpoint when it extends, provably, the largest one it has cosigned for this log. The
 * whole of addCheckpoint happens without giving way to other requests, so what was checked is what is stored; the new
 * state is on the disk before the signature exists outside.
 */
export class Witness {
  private readonly setup: WitnessSetup;

  constructor(setup: WitnessSetup) {
    this.setup = setup;
  }

  private keysOf(origin: string): VerifierKey[] {
    return this.setup.logs.filter((key) => key.name === origin);
  }

  private newest(origin: string): Checkpoint | undefined {
    const stored = this.setup.state.read(`${originHash(origin)}.checkpoint`);
    return stored === undefined ? undefined : parseCheckpoint(parseNote(stored).text);
  }

  /** Answers the body of a POST to add-checkpoint (tlog-witness, "add-checkpoint"). Throws only when the disk fails. */
  addCheckpoint(body: Uint8Array): Answer {
    try {
      const request = parseAddCheckpoint(body);
      const { origin } = parseCheckpoint(parseNote(request.checkpoint).text);
      const keys = this.keysOf(origin);
      if (keys.length === 0) return answer(404, "this witness does not watch that log\n");
      const opened = this.open(request.checkpoint, keys);
      if (opened === undefined) return answer(403, "no signature of a key known for that log\n");
      return this.judge(opened, request.oldSize, request.proof);
    } catch (error) {
      if (error instanceof MerkleError) return answer(400, `${error.message}\n`);
      throw error;
    }
  }

  private open(checkpoint: Uint8Array, keys: readonly VerifierKey[]): OpenedCheckpoint | undefined {
    try {
      return openCheckpoint(nodeCrypto, checkpoint, keys);
    } catch (error) {
      if (error instanceof MerkleError && error.code === "note_signature") return undefined;
      throw error;
    }
  }

  private judge(opened: OpenedCheckpoint, oldSize: number, proof: readonly Uint8Array[]): Answer {
    const { size, root, origin } = opened;
    if (oldSize > size) return answer(400, "the old size is larger than that of the checkpoint\n");
    const known = this.newest(origin) ?? { size: 0, root: hasher.empty() };
    if (known.size !== oldSize) return conflict(known.size);
    if (oldSize === size && !equalBytes(known.root, root)) return conflict(known.size);
    try {
      checkConsistency(hasher, { oldSize, newSize: size, oldRoot: known.root, newRoot: root, proof });
    } catch (error) {
      if (error instanceof MerkleError) return answer(422, `${error.message}\n`);
      throw error;
    }
    return this.cosignAndKeep(opened);
  }

  private cosignAndKeep(opened: OpenedCheckpoint): Answer {
    const { state, signer, now } = this.setup;
    const { text, signatures } = opened.note;
    const line = cosign(nodeCrypto, signer, text, now());
    const ofLog = signatures
      .filter(({ name, id }) => name === opened.logKey.name && id === opened.logKey.id)
      .slice(0, 1);
    state.write(`${originHash(opened.origin)}.checkpoint`, formatNote({ text, signatures: [...ofLog, line] }));
    return answer(200, formatSignatureLine(line));
  }

  /** The newest cosigned checkpoint by the hash of the log's origin, for monitors. */
  newestByHash(hash: string): Answer {
    const watched = this.setup.logs.some((key) => originHash(key.name) === hash);
    const stored = watched ? this.setup.state.read(`${hash}.checkpoint`) : undefined;
    return stored === undefined
      ? answer(404, "nothing is known of that log\n")
      : { status: 200, type: TEXT, body: stored };
  }
}
