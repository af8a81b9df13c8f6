import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openCheckpoint } from "../../merkle/checkpoint.ts";
import { checkConsistency } from "../../merkle/consistency.ts";
import { cosign } from "../../merkle/cosignature.ts";
import { treeHasher } from "../../merkle/hashes.ts";
import { MerkleError } from "../../merkle/merkle-error.ts";
import { formatSignatureLine } from "../../merkle/signed-note.ts";
import {
  ED25519_COSIGNATURE,
  formatVerifierKey,
  parseVerifierKey,
  verifierKey,
  type SignerKey,
} from "../../merkle/verifier-key.ts";
import { formatWitnessSize, parseAddCheckpoint, WITNESS_SIZE_TYPE } from "../../merkle/witness-messages.ts";
import { nodeCrypto } from "../crypto-node.ts";

const hasher = treeHasher(nodeCrypto.sha256);

export type Behaviour = "honest" | "lying" | "silent" | "down" | "other root" | { ahead: number };

/** A witness for tests: as tlog-witness says, or as bad as asked for. Its state can be set. */
export class TestWitness {
  readonly #server: Server;
  readonly #signer: SignerKey;
  behaviour: Behaviour = "honest";
  logVkey = "";
  size = 0;
  root: Uint8Array = hasher.empty();
  time = 1_800_000_000;
  asked = 0;

  constructor(name: string, seed: number) {
    const bytes = new Uint8Array(32).fill(seed);
    this.#signer = {
      key: verifierKey(nodeCrypto.sha256, name, ED25519_COSIGNATURE, nodeCrypto.publicKeyOf(bytes)),
      seed: bytes,
    };
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get vkey(): string {
    return formatVerifierKey(this.#signer.key);
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/w`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (request.url !== "/w/add-checkpoint") return void response.writeHead(404).end();
    this.asked += 1;
    if (this.behaviour === "silent") return;
    if (this.behaviour === "down") return void response.writeHead(503).end();
    if (typeof this.behaviour === "object") return this.#conflict(response, this.behaviour.ahead);
    if (this.behaviour === "other root") return this.#conflict(response, this.size);
    try {
      this.#answer(response, Buffer.concat(chunks));
    } catch (error) {
      if (!(error instanceof MerkleError)) throw error;
      response.writeHead(error.code === "proof" ? 422 : 400).end(error.message);
    }
  }

  #conflict(response: ServerResponse, size: number): void {
    response.writeHead(409, { "content-type": WITNESS_SIZE_TYPE }).end(formatWitnessSize(size));
  }

  #answer(response: ServerResponse, body: Uint8Array): void {
    const { oldSize, proof, checkpoint } = parseAddCheckpoint(body);
    const opened = openCheckpoint(nodeCrypto, checkpoint, [parseVerifierKey(nodeCrypto.sha256, this.logVkey)]);
    if (oldSize !== this.size) return this.#conflict(response, this.size);
    checkConsistency(hasher, { oldSize, newSize: opened.size, oldRoot: this.root, newRoot: opened.root, proof });
    const text = this.behaviour === "lying" ? opened.note.text.replace(/\n\d+\n/, "\n1\n") : opened.note.text;
    const line = cosign(nodeCrypto, this.#signer, text, this.time);
    if (this.behaviour === "honest") [this.size, this.root] = [opened.size, opened.root];
    response.writeHead(200, { "content-type": "text/plain" }).end(formatSignatureLine(line));
  }
}
