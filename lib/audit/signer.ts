import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { decodeBase64, encodeBase64 } from "../merkle/base64.ts";
import { formatCheckpoint } from "../merkle/checkpoint.ts";
import { checkConsistency } from "../merkle/consistency.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { formatNote } from "../merkle/signed-note.ts";
import { ED25519_NOTE, formatVerifierKey, verifierKey, type SignerKey } from "../merkle/verifier-key.ts";
import { signText } from "../merkle/verify-note.ts";
import { nodeCrypto } from "./crypto-node.ts";
import { withFileLock } from "./file-lock.ts";
import { folderStore, type FileStore } from "./file-store.ts";
import { LogDisagreement } from "./freeze.ts";
import { compareWithMemory } from "./outside.ts";
import { dataKey, decrypt, encrypt } from "./person-keys.ts";

const hasher = treeHasher(nodeCrypto.sha256);

/** What the signer remembers of one log: the last size and root it put its name to. Size 0: nothing yet. */
export type SignerMemory = { origin: string; vkey: string; size: number; root: Uint8Array };

export type SigningRequest = {
  origin: string;
  size: number;
  root: Uint8Array;
  /** The consistency proof from the remembered size to this one. */
  proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>;
};

type SignerFile = { origin: string; vkey: string; seed: string; size: number; root: string };

/** The key of a log that has checkpoints is not here: this worker cannot sign for it. */
export class SignerMissing extends Error {
  override readonly name = "SignerMissing";
}

const nameOf = (origin: string): string => `${createHash("sha256").update(origin).digest("hex")}.json`;

const placeOf = (origin: string): string => `signer/${origin}`;

function keyOf(origin: string, seed: Uint8Array): SignerKey {
  return { key: verifierKey(nodeCrypto.sha256, origin, ED25519_NOTE, nodeCrypto.publicKeyOf(seed)), seed };
}

/**
 * Signs checkpoints with one Ed25519 key per log. Key (encrypted with the installation's data key) and memory are one
 * file outside the database, replaced with fsync before a signature leaves. It signs only what extends its memory, so it
 * is the log's first witness: a fork or a set-back database gets no signature.
 */
export class Signer {
  readonly #folder: string;
  readonly #files: FileStore;

  constructor(folder: string, files: FileStore = folderStore(folder, 0o600)) {
    this.#folder = folder;
    this.#files = files;
  }

  /** What is remembered of a log; undefined when its key is not here. */
  async memory(origin: string): Promise<SignerMemory | undefined> {
    const file = await this.#read(origin);
    return file === undefined ? undefined : this.#memoryOf(file);
  }

  /** Makes a key for a log that never had one, or gives the one that is there. */
  async create(origin: string): Promise<SignerMemory> {
    return this.#locked(origin, async () => {
      const present = await this.#read(origin);
      if (present !== undefined) return this.#memoryOf(present);
      const seed = randomBytes(32);
      const sealed = encrypt(dataKey(), seed, placeOf(origin)).toString("base64");
      const vkey = formatVerifierKey(keyOf(origin, seed).key);
      const file: SignerFile = { origin, vkey, seed: sealed, size: 0, root: encodeBase64(hasher.empty()) };
      await this.#write(file);
      return this.#memoryOf(file);
    });
  }

  /**
   * Signs a checkpoint and returns the note. Throws LogDisagreement when it does not extend what is remembered,
   * SignerMissing when there is no key. The same size and root again give the same bytes.
   */
  async sign(request: SigningRequest): Promise<Uint8Array> {
    const { origin, size, root } = request;
    return this.#locked(origin, async () => {
      const file = await this.#read(origin);
      if (file === undefined) throw new SignerMissing("The key of this log is not on this machine.");
      await this.#checkExtends(this.#memoryOf(file), request);
      const signer = keyOf(origin, decrypt(dataKey(), Buffer.from(file.seed, "base64"), placeOf(origin)));
      const text = formatCheckpoint({ origin, size, root });
      const note = formatNote({ text, signatures: [signText(nodeCrypto, signer, text)] });
      if (size !== file.size) await this.#write({ ...file, size, root: encodeBase64(root) });
      return note;
    });
  }

  /** Sets the memory of a log whose key is here to a tree that a person decided on; an operator's act, never the worker's. */
  async adopt(origin: string, tree: { size: number; root: Uint8Array }): Promise<SignerMemory> {
    return this.#locked(origin, async () => {
      const file = await this.#read(origin);
      if (file === undefined) throw new SignerMissing("The key of this log is not on this machine.");
      if (tree.size < file.size) throw new LogDisagreement("The signer already signed a larger log.");
      const adopted = { ...file, size: tree.size, root: encodeBase64(tree.root) };
      await this.#write(adopted);
      return this.#memoryOf(adopted);
    });
  }

  async #checkExtends(memory: SignerMemory, request: SigningRequest): Promise<void> {
    const { size, root } = request;
    compareWithMemory(request, { ...memory, who: "The signer" });
    if (memory.size === size) return;
    const proof = await request.proofFrom(memory.size);
    try {
      checkConsistency(hasher, { oldSize: memory.size, newSize: size, oldRoot: memory.root, newRoot: root, proof });
    } catch (error) {
      if (!(error instanceof MerkleError)) throw error;
      const why = `The log of ${size} entries does not continue the one of ${memory.size} entries that was signed last`;
      throw new LogDisagreement(`${why}: ${error.message}.`);
    }
  }

  #memoryOf(file: SignerFile): SignerMemory {
    return { origin: file.origin, vkey: file.vkey, size: file.size, root: decodeBase64(file.root) };
  }

  async #read(origin: string): Promise<SignerFile | undefined> {
    const data = await this.#files.read(nameOf(origin));
    if (data === undefined) return undefined;
    const file = JSON.parse(Buffer.from(data).toString("utf8")) as SignerFile;
    if (file.origin !== origin) throw new Error("the signer's file belongs to another log");
    return file;
  }

  async #write(file: SignerFile): Promise<void> {
    await this.#files.write(nameOf(file.origin), `${JSON.stringify(file)}\n`);
  }

  async #locked<T>(origin: string, work: () => Promise<T>): Promise<T> {
    return withFileLock(join(this.#folder, `${nameOf(origin)}.lock`), work);
  }
}
