#!/usr/bin/env node
// modelkeep-witness: a C2SP tlog-witness that cosigns the checkpoints of the logs it is told to watch.
// One file, no dependencies, Node 20 or newer. Run it without arguments to see how.
// Licence: Apache-2.0. Made from the TypeScript in lib/verifier, lib/witness and lib/merkle; not written by hand.

// lib/merkle/merkle-error.ts
var MerkleError = class extends Error {
  code;
  constructor(code, message) {
    super(message);
    this.name = "MerkleError";
    this.code = code;
  }
};

// lib/merkle/base64.ts
var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var VALUES = new Map([...ALPHABET].map((letter2, value) => [letter2, value]));
function encodeBase64(bytes) {
  let text = "";
  for (let offset = 0; offset < bytes.length; offset += 3) {
    const left = bytes.length - offset;
    const group = (bytes[offset] ?? 0) * 65536 + (bytes[offset + 1] ?? 0) * 256 + (bytes[offset + 2] ?? 0);
    text += letter(group, 262144) + letter(group, 4096);
    text += left > 1 ? letter(group, 64) : "=";
    text += left > 2 ? letter(group, 1) : "=";
  }
  return text;
}
function decodeBase64(text) {
  const data = text.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor(data.length * 3 / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (const character of data) {
    const value = VALUES.get(character);
    if (value === void 0) throw new MerkleError("base64", "not standard base64");
    held = held * 64 + value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = Math.floor(held / 2 ** bits);
      held %= 2 ** bits;
    }
  }
  if (encodeBase64(bytes) !== text) throw new MerkleError("base64", "base64 is not in its canonical form");
  return bytes;
}
function letter(group, divisor) {
  return ALPHABET.charAt(Math.floor(group / divisor) % 64);
}

// lib/merkle/bytes.ts
function utf8Bytes(text) {
  return new TextEncoder().encode(text);
}
function utf8Text(bytes, code) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MerkleError(code, "not valid UTF-8");
  }
}
function concatBytes(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
function equalBytes(left, right) {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
function hexText(bytes) {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

// lib/merkle/key-name.ts
function isKeyName(name) {
  return /^[^\p{White_Space}\p{Cc}\p{Surrogate}+]+$/u.test(name);
}

// lib/merkle/verifier-key.ts
var ED25519_NOTE = 1;
var ED25519_COSIGNATURE = 4;
var ML_DSA_44_COSIGNATURE = 6;
var KEY_BYTES = /* @__PURE__ */ new Map([
  [ED25519_NOTE, 32],
  [ED25519_COSIGNATURE, 32],
  [ML_DSA_44_COSIGNATURE, 1312]
]);
function verifierKey(sha256, name, type, publicKey) {
  if (!isKeyName(name)) throw new MerkleError("vkey", "not a name of a key");
  const bytes = KEY_BYTES.get(type);
  if (bytes === void 0) throw new MerkleError("vkey", "an unknown signature type");
  if (publicKey.length !== bytes) throw new MerkleError("vkey", "a public key of another length");
  const digest = sha256(concatBytes(utf8Bytes(`${name}
`), Uint8Array.of(type), publicKey));
  return { name, id: hexText(digest.subarray(0, 4)), type, publicKey: publicKey.slice() };
}
function formatVerifierKey(key) {
  return `${key.name}+${key.id}+${encodeBase64(concatBytes(Uint8Array.of(key.type), key.publicKey))}`;
}
function parseVerifierKey(sha256, text) {
  const [name, id, data] = splitKey(text);
  const key = verifierKey(sha256, name, data[0] ?? 0, data.subarray(1));
  if (key.id !== id) throw new MerkleError("vkey", "the key ID is not that of the key");
  return key;
}
var SIGNER_PREFIX = "PRIVATE+KEY+";
function formatSignerKey(signer) {
  const data = encodeBase64(concatBytes(Uint8Array.of(signer.key.type), signer.seed));
  return `${SIGNER_PREFIX}${signer.key.name}+${signer.key.id}+${data}`;
}
function parseSignerKey(crypto, text) {
  if (!text.startsWith(SIGNER_PREFIX)) throw new MerkleError("vkey", "not a private key");
  const [name, id, data] = splitKey(text.slice(SIGNER_PREFIX.length));
  const [type] = data;
  const seed = data.slice(1);
  if (seed.length !== 32) throw new MerkleError("vkey", "a seed is 32 bytes long");
  const key = verifierKey(crypto.sha256, name, type ?? 0, crypto.publicKeyOf(seed));
  if (key.id !== id) throw new MerkleError("vkey", "the key ID is not that of the key");
  return { key, seed };
}
function splitKey(text) {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  const [, name, id, encoded] = match ?? [];
  if (name === void 0 || id === void 0 || encoded === void 0) throw new MerkleError("vkey", "not a key");
  try {
    return [name, id, decodeBase64(encoded)];
  } catch {
    throw new MerkleError("vkey", "the key is not canonical base64");
  }
}

// lib/audit/crypto-node.ts
import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
var PRIVATE_KEY_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
var PUBLIC_KEY_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
var nodeCrypto = {
  sha256: (data) => latin1Bytes(hash("sha256", data, "binary")),
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    return verify(null, message, publicKeyObject(publicKey), signature);
  },
  signEd25519: (seed, message) => plainBytes(sign(null, message, privateKeyObject(seed))),
  publicKeyOf: (seed) => {
    const der = createPublicKey(privateKeyObject(seed)).export({ format: "der", type: "spki" });
    return plainBytes(der.subarray(PUBLIC_KEY_PREFIX.length));
  }
};
function privateKeyObject(seed) {
  if (seed.length !== 32) throw new RangeError("an Ed25519 seed is 32 bytes long");
  return createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_PREFIX, seed]), format: "der", type: "pkcs8" });
}
function publicKeyObject(publicKey) {
  return createPublicKey({ key: Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]), format: "der", type: "spki" });
}
function latin1Bytes(text) {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
function plainBytes(buffer) {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

// lib/witness/options.ts
var WITNESS_USAGE = `Cosigns the checkpoints of transparency logs (C2SP tlog-witness).

  --state DIR               where the key and the newest checkpoints are kept; back it up, never roll it back
  --name NAME               name of this witness, at the first start: witness.example
  --log VKEY                verifier key of a log to watch; may be repeated
  --listen HOST:PORT        where to listen; 127.0.0.1:8300 when left out

The verifier key of the witness is printed at the start: give it to those who should trust it.
`;
var NAMES = ["--listen", "--state", "--name", "--log"];
function listenAddress(text) {
  const [, bracketed, plain2, digits = ""] = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain2;
  if (host === void 0 || Number(digits) > 65535) throw new TypeError("--listen wants HOST:PORT");
  return { host, port: Number(digits) };
}
function logKey(text) {
  const key = parseVerifierKey(nodeCrypto.sha256, text);
  if (key.type !== ED25519_NOTE) throw new TypeError("--log wants the key of a log, not of a witness");
  return key;
}
function parseWitnessOptions(words) {
  const values = /* @__PURE__ */ new Map();
  for (let at = 0; at < words.length; at += 1) {
    const [name = "", inline] = (words[at] ?? "").split(/=(.*)/s);
    if (!NAMES.includes(name)) throw new TypeError(`unknown option ${name}`);
    const value = inline ?? words[at += 1];
    if (value === void 0 || value === "") throw new TypeError(`${name} wants a value`);
    values.set(name, [...values.get(name) ?? [], value]);
  }
  const state = values.get("--state")?.at(-1);
  const logs = (values.get("--log") ?? []).map(logKey);
  if (state === void 0) throw new TypeError("--state is needed");
  if (logs.length === 0) throw new TypeError("--log is needed: a witness watches named logs only");
  const address = listenAddress(values.get("--listen")?.at(-1) ?? "127.0.0.1:8300");
  return { ...address, state, name: values.get("--name")?.at(-1), logs };
}

// lib/witness/witness-key.ts
import { randomBytes } from "node:crypto";
var FILE = "key";
function witnessKey(state, name) {
  const stored = state.read(FILE);
  if (stored !== void 0) {
    const signer2 = parseSignerKey(nodeCrypto, stored.toString("utf8").trim());
    if (name !== void 0 && name !== signer2.key.name) {
      throw new Error(`this state belongs to the witness ${signer2.key.name}, not ${name}`);
    }
    if (signer2.key.type !== ED25519_COSIGNATURE) throw new Error("the stored key is not one of a witness");
    return signer2;
  }
  if (name === void 0) throw new Error("the first start needs --name, for example --name witness.example");
  const seed = new Uint8Array(randomBytes(32));
  const signer = { seed, key: verifierKey(nodeCrypto.sha256, name, ED25519_COSIGNATURE, nodeCrypto.publicKeyOf(seed)) };
  state.write(FILE, Buffer.from(`${formatSignerKey(signer)}
`));
  return signer;
}

// lib/witness/witness-server.ts
import { createServer } from "node:http";
var MAX_BODY_BYTES = 256 * 1024;
var MAX_CONNECTIONS = 128;
var REQUEST_MS = 1e4;
var plain = (status, text) => ({
  status,
  type: "text/plain; charset=utf-8",
  body: Buffer.from(`${text}
`)
});
function readBody(request) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let length = 0;
    request.on("data", (part) => {
      length += part.length;
      if (length <= MAX_BODY_BYTES) parts.push(part);
      else resolve(void 0);
    });
    request.on("end", () => resolve(Buffer.concat(parts)));
    request.on("error", reject);
  });
}
async function answerTo(witness, request) {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (path === "/add-checkpoint") {
    if (request.method !== "POST") return plain(405, "POST a checkpoint here");
    const body = await readBody(request);
    return body === void 0 ? plain(413, "the request is too long") : witness.addCheckpoint(body);
  }
  const [, hash2] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
  if (hash2 === void 0) return plain(404, "there is nothing here");
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "GET the checkpoint here");
  return witness.newestByHash(hash2);
}
function send(response, { status, type, body }, close) {
  response.writeHead(status, {
    "content-type": type,
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...close && { connection: "close" }
  });
  response.end(body);
}
function witnessServer(witness, report) {
  const server = createServer((request, response) => {
    const work = answerTo(witness, request).catch((error) => {
      report(`fault: ${error.message}`);
      return plain(500, "the witness could not keep its state; nothing was signed");
    });
    void work.then((given) => {
      report(`${request.method ?? ""} ${request.url ?? ""} ${given.status}`);
      send(response, given, given.status === 413);
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = REQUEST_MS;
  server.requestTimeout = REQUEST_MS;
  return server;
}

// lib/witness/witness-state.ts
import {
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  writeSync,
  readFileSync,
  mkdirSync,
  rmSync,
  linkSync
} from "node:fs";
import { join } from "node:path";
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT") return void 0;
    throw error;
  }
}
function syncFolder(folder) {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
function writeSynced(path, bytes) {
  const handle = openSync(path, "w", 384);
  try {
    writeSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
var WitnessState = class _WitnessState {
  folder;
  lock;
  constructor(folder) {
    this.folder = folder;
    this.lock = join(folder, "lock");
  }
  /** Takes the folder, making it when needed. Throws when another process has it. */
  static open(folder) {
    mkdirSync(folder, { recursive: true, mode: 448 });
    const state = new _WitnessState(folder);
    state.takeLock();
    return state;
  }
  takeLock() {
    const mine = join(this.folder, `lock.${process.pid}`);
    writeSynced(mine, Buffer.from(`${process.pid}
`));
    try {
      const holder = Number(readIfThere(this.lock)?.toString() ?? 0);
      if (holder > 0 && holder !== process.pid && isRunning(holder)) {
        throw new Error(`${this.folder} is in use by process ${holder}`);
      }
      rmSync(this.lock, { force: true });
      linkSync(mine, this.lock);
    } finally {
      rmSync(mine, { force: true });
    }
  }
  /** A file of the memory, or undefined. */
  read(name) {
    return readIfThere(join(this.folder, name));
  }
  /** Puts a file in place of the one before; it is durable when this returns. */
  write(name, bytes) {
    const path = join(this.folder, name);
    writeSynced(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
    syncFolder(this.folder);
  }
  /** Gives the folder back. */
  close() {
    rmSync(this.lock, { force: true });
  }
};

// lib/merkle/decimal.ts
var DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;
function parseDecimal(text, code = "decimal") {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new MerkleError(code, "not a plain decimal below 2^53");
  return value;
}
function checkSafeCount(value, what) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new MerkleError("index", `${what} is not an integer from 0 to 2^53 - 1`);
  }
}

// lib/merkle/hashes.ts
var HASH_BYTES = 32;
function treeHasher(sha256) {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  return {
    sha256,
    empty: () => sha256(new Uint8Array(0)),
    leaf: (entry) => {
      const prefixed = new Uint8Array(entry.length + 1);
      prefixed.set(entry, 1);
      return sha256(prefixed);
    },
    node: (left, right) => {
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
        throw new MerkleError("proof", "a hash is not 32 bytes long");
      }
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return sha256(pair);
    }
  };
}

// lib/merkle/signed-note.ts
var MAX_SIGNATURES = 100;
var MAX_NOTE_BYTES = 1e6;
var LINE = /^\u2014 ([^ \n]+) ([^ \n]+)$/u;
function parseNote(bytes) {
  if (bytes.length > MAX_NOTE_BYTES) throw new MerkleError("note", "the note is too long");
  const note = utf8Text(bytes, "note");
  checkCharacters(note);
  const split = note.lastIndexOf("\n\n");
  if (split < 0) throw new MerkleError("note", "the note has no blank line");
  return { text: note.slice(0, split + 1), signatures: parseLines(note.slice(split + 2)) };
}
function formatSignatureLine(signature) {
  if (!isKeyName(signature.name)) throw new MerkleError("note", "not a name of a key");
  if (!/^[0-9a-f]{8}$/.test(signature.id)) throw new MerkleError("note", "not a key ID");
  if (signature.signature.length === 0) throw new MerkleError("note", "an empty signature");
  const id = Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(signature.id.slice(at, at + 2), 16));
  return `— ${signature.name} ${encodeBase64(concatBytes(id, signature.signature))}
`;
}
function formatNote(note) {
  if (!note.text.endsWith("\n")) throw new MerkleError("note", "the text does not end in a newline");
  checkCharacters(note.text);
  if (new RegExp("\\p{Surrogate}", "u").test(note.text)) throw new MerkleError("note", "the text has a lone surrogate");
  if (note.signatures.length < 1 || note.signatures.length > MAX_SIGNATURES) {
    throw new MerkleError("note", "a note has 1 to 100 signatures");
  }
  return utf8Bytes(`${note.text}
${note.signatures.map(formatSignatureLine).join("")}`);
}
function checkCharacters(text) {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 32 && unit !== 10) throw new MerkleError("note", "the note has a control character");
  }
}
function parseLines(text) {
  if (!text.endsWith("\n")) throw new MerkleError("note", "the last signature line has no newline");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new MerkleError("note", "the note has more than 100 signatures");
  return lines.map(parseLine);
}
function parseLine(line) {
  const [, name = "", encoded = ""] = LINE.exec(line) ?? [];
  if (!isKeyName(name)) throw new MerkleError("note", "not a signature line");
  let data;
  try {
    data = decodeBase64(encoded);
  } catch {
    throw new MerkleError("note", "a signature is not canonical base64");
  }
  if (data.length < 5) throw new MerkleError("note", "a signature is too short");
  return { name, id: hexText(data.subarray(0, 4)), signature: data.slice(4) };
}

// lib/merkle/cosignature.ts
var TIME_BYTES = 8;
var SIGNATURE_BYTES = 64;
function cosignedMessage(checkpointText, time) {
  checkSafeCount(time, "cosignature time");
  return utf8Bytes(`cosignature/v1
time ${time}
${checkpointText}`);
}
function cosign(crypto, signer, checkpointText, time) {
  const { key, seed } = signer;
  if (key.type !== ED25519_COSIGNATURE) throw new MerkleError("cosignature", "the key is not one for cosignatures");
  const signature = crypto.signEd25519(seed, cosignedMessage(checkpointText, time));
  const stamp = new Uint8Array(TIME_BYTES);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return { name: key.name, id: key.id, signature: concatBytes(stamp, signature) };
}
function parseCosignature(signature) {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) {
    throw new MerkleError("cosignature", "a cosignature is 72 bytes long");
  }
  const time = Number(new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0));
  if (!Number.isSafeInteger(time)) throw new MerkleError("cosignature", "the time of a cosignature is too large");
  return { time, signature: signature.slice(TIME_BYTES) };
}
function checkCosignature(crypto, key, checkpointText, signature) {
  const { time, signature: ed25519 } = parseCosignature(signature);
  if (!crypto.verifyEd25519(key.publicKey, cosignedMessage(checkpointText, time), ed25519)) {
    throw new MerkleError("note_signature", `the cosignature of ${key.name} does not verify`);
  }
  return time;
}

// lib/merkle/verify-note.ts
function verifyNote(crypto, note, keys) {
  const verified = [];
  for (const line of note.signatures) {
    const known = keys.filter((key2) => key2.name === line.name && key2.id === line.id && isVerifiable(key2));
    const [key, ambiguous] = known;
    if (ambiguous) throw new MerkleError("note_signature", `two keys have the name and ID ${line.name}+${line.id}`);
    if (key) verified.push(verifyLine(crypto, note.text, key, line));
  }
  if (verified.length === 0) throw new MerkleError("note_signature", "the note has no signature of a known key");
  return verified;
}
function isVerifiable(key) {
  return key.type === ED25519_NOTE || key.type === ED25519_COSIGNATURE;
}
function verifyLine(crypto, text, key, line) {
  if (key.type === ED25519_COSIGNATURE) {
    return { key, line, time: checkCosignature(crypto, key, text, line.signature) };
  }
  if (!crypto.verifyEd25519(key.publicKey, utf8Bytes(text), line.signature)) {
    throw new MerkleError("note_signature", `the signature of ${key.name} does not verify`);
  }
  return { key, line };
}

// lib/merkle/checkpoint.ts
var EMPTY_ROOT = decodeBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
function formatCheckpoint(checkpoint) {
  const { origin, size, root } = checkpoint;
  checkSafeCount(size, "tree size");
  if (!/^[^\p{Cc}\p{Surrogate}]+$/u.test(origin)) throw new MerkleError("checkpoint", "not an origin");
  if (root.length !== HASH_BYTES) throw new MerkleError("checkpoint", "a root is 32 bytes long");
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) {
    throw new MerkleError("checkpoint", "the root of the empty tree is another one");
  }
  return `${origin}
${size}
${encodeBase64(root)}
`;
}
function parseCheckpoint(text) {
  const [origin = "", size = "", root = "", rest, ...more] = text.split("\n");
  if (rest !== "" || more.length > 0) throw new MerkleError("checkpoint", "a checkpoint has three lines");
  try {
    const checkpoint = { origin, size: parseDecimal(size, "checkpoint"), root: decodeBase64(root) };
    formatCheckpoint(checkpoint);
    return checkpoint;
  } catch (error) {
    if (!(error instanceof MerkleError)) throw error;
    throw new MerkleError("checkpoint", error.message);
  }
}
function openCheckpoint(crypto, bytes, logKeys, witnessKeys = []) {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  const verified = verifyNote(crypto, note, [...logKeys, ...witnessKeys]);
  const signature = verified.find(({ key }) => logKeys.includes(key) && key.name === checkpoint.origin);
  if (!signature) {
    throw new MerkleError("note_signature", `the checkpoint is not signed by the log ${checkpoint.origin}`);
  }
  const cosignatures = verified.filter(({ key }) => witnessKeys.includes(key));
  return { ...checkpoint, note, logKey: signature.key, cosignatures };
}

// lib/merkle/consistency.ts
function checkConsistency(hasher2, claim) {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  checkSafeCount(oldSize, "old size");
  checkSafeCount(newSize, "new size");
  if (oldSize > newSize) throw new MerkleError("index", "the old size is larger than the new size");
  if (oldRoot.length !== HASH_BYTES || newRoot.length !== HASH_BYTES) {
    throw new MerkleError("proof", "a root is not 32 bytes long");
  }
  if (oldSize === 0 && !equalBytes(oldRoot, hasher2.empty())) {
    throw new MerkleError("proof", "the root of the empty tree is another one");
  }
  if (oldSize === newSize && !equalBytes(oldRoot, newRoot)) {
    throw new MerkleError("proof", "two roots of the same size");
  }
  if (oldSize === 0 || oldSize === newSize) {
    if (proof.length > 0) throw new MerkleError("proof", "the consistency proof is too long");
    return;
  }
  const { fr, sr } = rootsFromConsistency(hasher2, claim);
  if (!equalBytes(fr, oldRoot)) throw new MerkleError("proof", "the consistency proof leads to another old root");
  if (!equalBytes(sr, newRoot)) throw new MerkleError("proof", "the consistency proof leads to another new root");
}
function rootsFromConsistency(hasher2, claim) {
  let fn = claim.oldSize - 1;
  let sn = claim.newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  const path = fn === 0 ? [claim.oldRoot, ...claim.proof] : claim.proof;
  const [first, ...rest] = path;
  if (!first) throw new MerkleError("proof", "the consistency proof is too short");
  let fr = first;
  let sr = first;
  for (const hash2 of rest) {
    if (sn === 0) throw new MerkleError("proof", "the consistency proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      fr = hasher2.node(hash2, fr);
      sr = hasher2.node(hash2, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = hasher2.node(sr, hash2);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) throw new MerkleError("proof", "the consistency proof is too short");
  return { fr, sr };
}

// lib/merkle/proof-lines.ts
var MAX_PROOF_HASHES = 63;
var MAX_BYTES = 11e5;
function splitHeadAndNote(bytes, code) {
  if (bytes.length > MAX_BYTES) throw new MerkleError(code, "the text is too long");
  const end = bytes.findIndex((byte, index) => byte === 10 && bytes[index + 1] === 10);
  if (end < 0) throw new MerkleError(code, "there is no blank line before the checkpoint");
  return { head: utf8Text(bytes.subarray(0, end), code).split("\n"), note: bytes.slice(end + 2) };
}
function parseProofLines(lines, code) {
  if (lines.length > MAX_PROOF_HASHES) throw new MerkleError(code, "a proof has at most 63 hashes");
  return lines.map((line) => {
    const hash2 = decodeLine(line, code);
    if (hash2.length !== HASH_BYTES) throw new MerkleError(code, "a hash is not 32 bytes long");
    return hash2;
  });
}
function decodeLine(line, code) {
  try {
    return decodeBase64(line);
  } catch {
    throw new MerkleError(code, "a line is not canonical base64");
  }
}

// lib/merkle/witness-messages.ts
var WITNESS_SIZE_TYPE = "text/x.tlog.size";
function parseAddCheckpoint(bytes) {
  const { head, note } = splitHeadAndNote(bytes, "witness");
  const [old = "", ...lines] = head;
  if (!old.startsWith("old ")) throw new MerkleError("witness", "there is no line with the old size");
  const oldSize = parseDecimal(old.slice("old ".length), "witness");
  const proof = parseProofLines(lines, "witness");
  if (oldSize === 0 && proof.length > 0) throw new MerkleError("witness", "old size 0 has no proof");
  if (note.length === 0) throw new MerkleError("witness", "there is no checkpoint");
  return { oldSize, proof, checkpoint: note };
}
function formatWitnessSize(size) {
  checkSafeCount(size, "tree size");
  return utf8Bytes(`${size}
`);
}

// lib/witness/witness.ts
var TEXT = "text/plain; charset=utf-8";
var hasher = treeHasher(nodeCrypto.sha256);
var answer = (status, text, type = TEXT) => ({ status, type, body: utf8Bytes(text) });
var conflict = (size) => ({ status: 409, type: WITNESS_SIZE_TYPE, body: formatWitnessSize(size) });
function originHash(origin) {
  return hexText(nodeCrypto.sha256(utf8Bytes(origin)));
}
var Witness = class {
  setup;
  constructor(setup) {
    this.setup = setup;
  }
  keysOf(origin) {
    return this.setup.logs.filter((key) => key.name === origin);
  }
  newest(origin) {
    const stored = this.setup.state.read(`${originHash(origin)}.checkpoint`);
    return stored === void 0 ? void 0 : parseCheckpoint(parseNote(stored).text);
  }
  /** Answers the body of a POST to add-checkpoint (tlog-witness, "add-checkpoint"). Throws only when the disk fails. */
  addCheckpoint(body) {
    try {
      const request = parseAddCheckpoint(body);
      const { origin } = parseCheckpoint(parseNote(request.checkpoint).text);
      const keys = this.keysOf(origin);
      if (keys.length === 0) return answer(404, "this witness does not watch that log\n");
      const opened = this.open(request.checkpoint, keys);
      if (opened === void 0) return answer(403, "no signature of a key known for that log\n");
      return this.judge(opened, request.oldSize, request.proof);
    } catch (error) {
      if (error instanceof MerkleError) return answer(400, `${error.message}
`);
      throw error;
    }
  }
  open(checkpoint, keys) {
    try {
      return openCheckpoint(nodeCrypto, checkpoint, keys);
    } catch (error) {
      if (error instanceof MerkleError && error.code === "note_signature") return void 0;
      throw error;
    }
  }
  judge(opened, oldSize, proof) {
    const { size, root, origin } = opened;
    if (oldSize > size) return answer(400, "the old size is larger than that of the checkpoint\n");
    const known = this.newest(origin) ?? { size: 0, root: hasher.empty() };
    if (known.size !== oldSize) return conflict(known.size);
    if (oldSize === size && !equalBytes(known.root, root)) return conflict(known.size);
    try {
      checkConsistency(hasher, { oldSize, newSize: size, oldRoot: known.root, newRoot: root, proof });
    } catch (error) {
      if (error instanceof MerkleError) return answer(422, `${error.message}
`);
      throw error;
    }
    return this.cosignAndKeep(opened);
  }
  cosignAndKeep(opened) {
    const { state, signer, now } = this.setup;
    const { text, signatures } = opened.note;
    const line = cosign(nodeCrypto, signer, text, now());
    const ofLog = signatures.filter(({ name, id }) => name === opened.logKey.name && id === opened.logKey.id).slice(0, 1);
    state.write(`${originHash(opened.origin)}.checkpoint`, formatNote({ text, signatures: [...ofLog, line] }));
    return answer(200, formatSignatureLine(line));
  }
  /** The newest cosigned checkpoint by the hash of the log's origin, for monitors. */
  newestByHash(hash2) {
    const watched = this.setup.logs.some((key) => originHash(key.name) === hash2);
    const stored = watched ? this.setup.state.read(`${hash2}.checkpoint`) : void 0;
    return stored === void 0 ? answer(404, "nothing is known of that log\n") : { status: 200, type: TEXT, body: stored };
  }
};

// lib/processes/witness.ts
function readOptions(words) {
  try {
    return parseWitnessOptions(words);
  } catch (error) {
    process.stderr.write(`${error.message}

${WITNESS_USAGE}`);
    return void 0;
  }
}
function start({ host, port, state: folder, name, logs }) {
  const state = WitnessState.open(folder);
  process.on("exit", () => state.close());
  const signer = witnessKey(state, name);
  const witness = new Witness({ state, signer, logs, now: () => Math.floor(Date.now() / 1e3) });
  const report = (line) => void process.stdout.write(`${(/* @__PURE__ */ new Date()).toISOString()} ${line}
`);
  const server = witnessServer(witness, report);
  server.on("error", (error) => {
    process.stderr.write(`${error.message}
`);
    process.exit(1);
  });
  server.listen(port, host, () => {
    const bound = server.address();
    const shown = typeof bound === "object" && bound !== null ? bound.port : port;
    process.stdout.write(`witness ${formatVerifierKey(signer.key)}
`);
    for (const key of logs) process.stdout.write(`watches ${formatVerifierKey(key)}
`);
    process.stdout.write(`listens on http://${host.includes(":") ? `[${host}]` : host}:${shown}
`);
  });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}
var options = readOptions(process.argv.slice(2));
if (options === void 0) process.exitCode = 2;
else {
  try {
    start(options);
  } catch (error) {
    process.stderr.write(`${error.message}
`);
    process.exitCode = 1;
  }
}
