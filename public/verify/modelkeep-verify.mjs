#!/usr/bin/env node
// modelkeep-verify: checks a Modelkeep audit log, an evidence bundle or a receipt without trusting Modelkeep.
// One file, no dependencies, Node 20 or newer. Run it without arguments to see how.
// Licence: Apache-2.0. Made from the TypeScript in lib/verifier, lib/witness and lib/merkle; not written by hand.

// lib/verifier/finding.ts
var VerificationFailed = class extends Error {
  name = "VerificationFailed";
  place;
  constructor(place, message) {
    super(message);
    this.place = place;
  }
};
var NotReadable = class extends Error {
  name = "NotReadable";
};
var WrongUsage = class extends Error {
  name = "WrongUsage";
};
var MOST_PROBLEMS = 50;
var Findings = class {
  problems = [];
  notes = [];
  count = 0;
  problem(place, message) {
    this.count += 1;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ place, message });
  }
  note(text3) {
    if (!this.notes.includes(text3)) this.notes.push(text3);
  }
};

// lib/verifier/options.ts
var USAGE = `Verifies a Modelkeep audit log without trusting Modelkeep.

  node modelkeep-verify.mjs TARGET [options]

TARGET is one of
  https://host/log/<org>    a log over HTTP           (--key mk_… for a key that may read the trail)
  FOLDER                    a copy of the static log, or an unpacked evidence bundle
  FILE.zip                  an evidence bundle
  FILE.tlog-proof           one receipt               (--entry FILE with the entry's exact bytes)

Whom to trust; get these from somebody else than the log's operator if you can
  --vkey KEY                the log's verifier key: name+id+base64
  --policy FILE             a tlog-policy file: log keys, witness keys, quorum

More
  --checkpoint FILE         a checkpoint kept from earlier; the log must contain it. May be repeated
  --max-age 24h             cosignatures older than this do not count (s, m, h, d)
  --key KEY                 API key, or @FILE for a file that holds it
  --hashes-only             hashes, tiles, root and signatures only; not what the entries say
  --json                    the report as JSON
  --quiet                   no progress

Exit code: 0 verified, 1 failed, 2 wrong usage, 3 could not be read.
`;
var UNITS = { s: 1, m: 60, h: 3600, d: 86400 };
var FLAGS = ["--json", "--quiet", "--hashes-only"];
var VALUES = ["--key", "--vkey", "--policy", "--entry", "--checkpoint", "--max-age"];
function seconds(text3) {
  const [, digits = "", unit = ""] = /^([1-9]\d{0,8})([smhd])$/.exec(text3) ?? [];
  if (digits === "") throw new WrongUsage("--max-age wants a number and s, m, h or d, as in 24h");
  return Number(digits) * (UNITS[unit] ?? 1);
}
function one(values, name) {
  const given = values.get(name) ?? [];
  if (given.length > 1) throw new WrongUsage(`${name} may be given once`);
  return given[0];
}
function parseOptions(words) {
  const values = /* @__PURE__ */ new Map();
  const targets = [];
  for (let at = 0; at < words.length; at += 1) {
    const [name = "", inline] = (words[at] ?? "").split(/=(.*)/s);
    if (!name.startsWith("--")) targets.push(words[at] ?? "");
    else if (FLAGS.includes(name) && inline === void 0) values.set(name, []);
    else if (VALUES.includes(name)) {
      const value = inline ?? words[at += 1];
      if (value === void 0 || value === "") throw new WrongUsage(`${name} wants a value`);
      values.set(name, [...values.get(name) ?? [], value]);
    } else throw new WrongUsage(`unknown option ${name}`);
  }
  const [target, ...more] = targets;
  if (target === void 0 || more.length > 0) throw new WrongUsage("give one thing to verify");
  const age = one(values, "--max-age");
  return {
    target,
    key: one(values, "--key"),
    vkey: one(values, "--vkey"),
    policy: one(values, "--policy"),
    entry: one(values, "--entry"),
    checkpoints: values.get("--checkpoint") ?? [],
    maxAgeSeconds: age === void 0 ? void 0 : seconds(age),
    json: values.has("--json"),
    quiet: values.has("--quiet"),
    hashesOnly: values.has("--hashes-only")
  };
}

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
var VALUES2 = new Map([...ALPHABET].map((letter2, value) => [letter2, value]));
function encodeBase64(bytes) {
  let text3 = "";
  for (let offset = 0; offset < bytes.length; offset += 3) {
    const left = bytes.length - offset;
    const group = (bytes[offset] ?? 0) * 65536 + (bytes[offset + 1] ?? 0) * 256 + (bytes[offset + 2] ?? 0);
    text3 += letter(group, 262144) + letter(group, 4096);
    text3 += left > 1 ? letter(group, 64) : "=";
    text3 += left > 2 ? letter(group, 1) : "=";
  }
  return text3;
}
function decodeBase64(text3) {
  const data = text3.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor(data.length * 3 / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (const character of data) {
    const value = VALUES2.get(character);
    if (value === void 0) throw new MerkleError("base64", "not standard base64");
    held = held * 64 + value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = Math.floor(held / 2 ** bits);
      held %= 2 ** bits;
    }
  }
  if (encodeBase64(bytes) !== text3) throw new MerkleError("base64", "base64 is not in its canonical form");
  return bytes;
}
function letter(group, divisor) {
  return ALPHABET.charAt(Math.floor(group / divisor) % 64);
}

// lib/merkle/bytes.ts
function utf8Bytes(text3) {
  return new TextEncoder().encode(text3);
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
  let text3 = "";
  for (const byte of bytes) text3 += byte.toString(16).padStart(2, "0");
  return text3;
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
function parseVerifierKey(sha256, text3) {
  const [name, id, data] = splitKey(text3);
  const key = verifierKey(sha256, name, data[0] ?? 0, data.subarray(1));
  if (key.id !== id) throw new MerkleError("vkey", "the key ID is not that of the key");
  return key;
}
function splitKey(text3) {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text3);
  const [, name, id, encoded] = match ?? [];
  if (name === void 0 || id === void 0 || encoded === void 0) throw new MerkleError("vkey", "not a key");
  try {
    return [name, id, decodeBase64(encoded)];
  } catch {
    throw new MerkleError("vkey", "the key is not canonical base64");
  }
}

// lib/verifier/report.ts
function checkpointFacts(checkpoint, quorum) {
  return {
    origin: checkpoint.origin,
    key: formatVerifierKey(checkpoint.logKey),
    size: checkpoint.size,
    root: encodeBase64(checkpoint.root),
    quorum,
    cosignatures: checkpoint.cosignatures.map(({ key, time = 0 }) => ({
      name: key.name,
      at: new Date(time * 1e3).toISOString()
    }))
  };
}
var number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
function checkpointLines(report) {
  if (report.origin === void 0) return [];
  const { cosignatures = [], quorum = "none" } = report;
  const witnesses = cosignatures.length === 0 ? "nobody whose key is known here: sealed by the log alone, not witnessed" : cosignatures.map(({ name, at }) => `${name} at ${at}`).join(", ");
  return [
    `  Log         ${report.origin}`,
    `  Key         ${report.key ?? ""}`,
    `  Checkpoint  ${number(report.size ?? 0)} entries, root ${report.root ?? ""}`,
    `  Cosigned by ${witnesses}`,
    `  Quorum      ${quorum}`
  ];
}
function payloadLine({ checked, erased, withheldFields, missing }) {
  const parts = [`${number(checked)} as committed`];
  if (erased > 0) parts.push(`${number(erased)} erased by a later entry`);
  if (withheldFields > 0) parts.push(`${number(withheldFields)} fields not opened in this bundle`);
  if (missing > 0) parts.push(`${number(missing)} missing`);
  return `  Payloads    ${parts.join(", ")}`;
}
function checkedLines(report) {
  const lines = [];
  if (report.index !== void 0) lines.push(`  Entry       at index ${number(report.index)}`);
  if (report.kind !== "receipt") {
    const rate = report.seconds > 0 ? Math.round(report.entries / report.seconds) : 0;
    lines.push(`  Entries     ${number(report.entries)} in ${report.seconds.toFixed(1)} s (${number(rate)} a second)`);
  }
  if (report.things !== void 0)
    lines.push(`  Histories   ${number(report.things)} things, each chained entry by entry`);
  if (report.payloads !== void 0) lines.push(payloadLine(report.payloads));
  if (report.keptCheckpoints > 0) lines.push(`  Kept        ${report.keptCheckpoints} earlier checkpoints compared`);
  return lines;
}
function reportText(report) {
  const lines = [
    report.verified ? `VERIFIED  ${report.target}` : `FAILED  ${report.target}`,
    "",
    ...checkpointLines(report),
    ...checkedLines(report),
    ...report.notes.map((note) => `  Note        ${note}`),
    ...report.problems.map(({ place, message }) => `  ✗ ${place}: ${message}`)
  ];
  const more = report.problemCount - report.problems.length;
  if (more > 0) lines.push(`  … and ${number(more)} more`);
  if (report.problemCount > 0) lines.push("", `${number(report.problemCount)} problems. Do not rely on this log.`);
  return `${lines.join("\n")}
`;
}

// lib/verifier/run-verifier.ts
import { readFile, stat } from "node:fs/promises";

// lib/verifier/entity-chains.ts
var EntityChains = class {
  continued = 0;
  heads = /* @__PURE__ */ new Map();
  findings;
  constructor(findings) {
    this.findings = findings;
  }
  get things() {
    return this.heads.size;
  }
  /** Takes the next entry of the log, in order. `place` names it in messages; `leafHash` is its hash in base64. */
  add(place, entry, leafHash) {
    const name = `${entry.entityType} ${entry.entityId}`;
    const head = this.heads.get(name);
    if (head === void 0) {
      this.heads.set(name, { version: entry.version, leafHash });
      this.first(place, name, entry);
      return;
    }
    const before = head.version;
    if (entry.version !== before + 1) {
      this.findings.problem(place(), `${name} goes from version ${before} to ${entry.version}`);
    } else if (entry.prev !== head.leafHash) {
      this.findings.problem(place(), `${name} v${entry.version} does not name the entry of v${before}`);
    }
    head.version = entry.version;
    head.leafHash = leafHash;
  }
  first(place, name, entry) {
    if (entry.version === 1 && entry.prev === null) return;
    if (entry.version > 1 && entry.prev !== null) this.continued += 1;
    else this.findings.problem(place(), `the first entry of ${name} has version ${entry.version} and a wrong prev`);
  }
};

// lib/verifier/envelope.ts
import { isUtf8 } from "node:buffer";

// lib/merkle/canonical-json.ts
var CANONICAL_JSON_DEPTH = 256;
var LONE_SURROGATE = new RegExp("\\p{Surrogate}", "u");
function canonicalJson(value, numbers = "finite") {
  return write(value, numbers, []);
}
function parseCanonicalJson(bytes, numbers = "finite") {
  let text3;
  let value;
  try {
    text3 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text3);
  } catch {
    throw new MerkleError("canonical_json", "not JSON text in UTF-8");
  }
  if (canonicalJson(value, numbers) !== text3) {
    throw new MerkleError("canonical_json", "JSON text is not in its canonical form");
  }
  return value;
}
function write(value, numbers, path) {
  if (value === null) return "null";
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "string":
      return writeString(value, path, "string");
    case "number":
      return writeNumber(value, numbers, path);
    case "object":
      if (path.length >= CANONICAL_JSON_DEPTH) throw refused(path, "nested too deeply, or a cycle");
      return Array.isArray(value) ? writeArray(value, numbers, path) : writeObject(value, numbers, path);
    default:
      throw refused(path, `${typeof value} has no canonical form`);
  }
}
function writeString(value, path, what) {
  if (LONE_SURROGATE.test(value)) throw refused(path, `${what} with a lone surrogate`);
  return JSON.stringify(value);
}
function writeNumber(value, numbers, path) {
  if (!Number.isFinite(value)) throw refused(path, "number that is not finite");
  if (numbers === "integers" && !Number.isSafeInteger(value)) throw refused(path, "number that is not a safe integer");
  return JSON.stringify(value);
}
function writeArray(value, numbers, path) {
  if (Object.getPrototypeOf(value) !== Array.prototype) throw refused(path, "instance of a class");
  if (Reflect.ownKeys(value).length !== value.length + 1) throw refused(path, "array with holes or named members");
  const items = [];
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    items.push(write(value[index], numbers, path));
    path.pop();
  }
  return `[${items.join(",")}]`;
}
function writeObject(value, numbers, path) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw refused(path, "instance of a class");
  const names = Object.keys(value).sort();
  if (Reflect.ownKeys(value).length !== names.length) throw refused(path, "object with symbol or hidden members");
  const members = [];
  for (const name of names) {
    path.push(name);
    const key = writeString(name, path, "member name");
    members.push(`${key}:${write(value[name], numbers, path)}`);
    path.pop();
  }
  return `{${members.join(",")}}`;
}
function refused(path, reason) {
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return new MerkleError("canonical_json", `${reason} at ${JSON.stringify(pointer)}`);
}

// lib/verifier/envelope.ts
var UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
var INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
var HASH = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
var SURROGATE_ESCAPE = /\\u[dD]/;
function object(value, what) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what} is not an object`);
  return value;
}
function text(value, what) {
  if (typeof value !== "string" || value === "") throw new Error(`${what} is not a text`);
  return value;
}
function hash(value, what) {
  const encoded = text(value, what);
  if (!HASH.test(encoded)) throw new Error(`${what} is not a hash in base64`);
  return encoded;
}
function envelopeText(entry, more) {
  const say = JSON.stringify;
  const actor = `{"ref":${say(more.ref)},"type":${say(more.type)}}`;
  const entity = `{"id":${say(entry.entityId)},"type":${say(entry.entityType)},"version":${entry.version}}`;
  const payload = `{"alg":"sha256-salted","digest":${say(entry.digest)}}`;
  const head = `"action":${say(entry.action)},"actor":${actor},"at":${say(entry.at)},"entity":${entity}`;
  return `{${head},"id":${say(entry.uuid)},"payload":${payload},"prev":${say(entry.prev)},"req":${say(more.req)},"v":1}`;
}
function read(value) {
  const top = object(value, "the entry");
  const entity = object(top["entity"], "entity");
  const actor = object(top["actor"], "actor");
  const { version } = entity;
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) {
    throw new Error("the version of the thing is not 1 or more");
  }
  const [uuid, at] = [text(top["id"], "id"), text(top["at"], "at")];
  if (!UUID.test(uuid)) throw new Error("id is not a UUID");
  if (!INSTANT.test(at)) throw new Error("at is not an instant");
  const entry = {
    uuid,
    at,
    action: text(top["action"], "action"),
    entityType: text(entity["type"], "entity.type"),
    entityId: text(entity["id"], "entity.id"),
    version,
    prev: top["prev"] === null ? null : hash(top["prev"], "prev"),
    digest: hash(object(top["payload"], "payload")["digest"], "payload.digest")
  };
  const more = {
    ref: text(actor["ref"], "actor.ref"),
    type: text(actor["type"], "actor.type"),
    req: text(top["req"], "req")
  };
  return { entry, more };
}
var PLAIN = String.raw`[^"\\\u0000-\u001f]+`;
var UUID_TEXT = UUID.source.slice(1, -1);
var INSTANT_TEXT = INSTANT.source.slice(1, -1);
var HASH_TEXT = HASH.source.slice(1, -1);
var USUAL = new RegExp(
  [
    `^\\{"action":"(${PLAIN})","actor":\\{"ref":"${PLAIN}","type":"${PLAIN}"\\},"at":"(${INSTANT_TEXT})"`,
    `,"entity":\\{"id":"(${PLAIN})","type":"(${PLAIN})","version":([1-9]\\d{0,14})\\},"id":"(${UUID_TEXT})"`,
    `,"payload":\\{"alg":"sha256-salted","digest":"(${HASH_TEXT})"\\},"prev":(?:null|"(${HASH_TEXT})")`,
    `,"req":"${PLAIN}","v":1\\}$`
  ].join("")
);
function readUsual(found) {
  const [whole, action = "", at = "", entityId = "", entityType = "", version, uuid = "", digest = "", prev = null] = USUAL.exec(found) ?? [];
  if (whole === void 0) return void 0;
  return { action, at, entityId, entityType, version: Number(version), uuid, digest, prev };
}
function parseEnvelope(bytes) {
  if (!isUtf8(bytes)) throw new Error("the entry is not valid UTF-8");
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  const quick = readUsual(found);
  if (quick !== void 0) return quick;
  let value;
  try {
    value = JSON.parse(found);
  } catch {
    throw new Error("the entry is not JSON");
  }
  const { entry, more } = read(value);
  if (SURROGATE_ESCAPE.test(found)) parseCanonicalJson(bytes, "integers");
  if (envelopeText(entry, more) !== found) {
    parseCanonicalJson(bytes, "integers");
    throw new Error("the entry has other members than version 1 knows");
  }
  return entry;
}

// lib/verifier/folder-source.ts
import { closeSync, createReadStream, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
function isAbsent(error) {
  const code = error.code;
  return code === "ENOENT" || code === "ENOTDIR";
}
function readOpen(file, shown, limit) {
  const { size } = fstatSync(file);
  if (size > limit) throw new VerificationFailed(shown, `this file is longer than ${limit} bytes`);
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let filled = 0; filled < size; ) {
    const count = readSync(file, bytes, filled, size - filled, filled);
    if (count === 0) throw new VerificationFailed(shown, "this file became shorter while it was read");
    filled += count;
  }
  return bytes;
}
function readUpTo(path, shown, limit) {
  let file;
  try {
    file = openSync(path, "r");
    return readOpen(file, shown, limit);
  } catch (error) {
    if (isAbsent(error)) return void 0;
    if (error instanceof VerificationFailed) throw error;
    throw new NotReadable(`${path}: ${error.message}`);
  } finally {
    if (file !== void 0) closeSync(file);
  }
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw new NotReadable(`${folder}: ${error.message}`);
  }
}
function subfolders() {
  const known = /* @__PURE__ */ new Map();
  return (path) => {
    const folder = dirname(path);
    const kind = folder.replaceAll(/\/x\d{3}/g, "");
    const cached = known.get(kind);
    const names = cached?.folder === folder ? cached.names : new Set(namesIn(folder));
    known.set(kind, { folder, names });
    return names.has(basename(path));
  };
}
function folderSource(folder) {
  const isThere = subfolders();
  return {
    what: folder,
    ahead: 1,
    read: async (path, limit) => readUpTo(join(folder, path), path, limit),
    stream: async (path) => {
      const found = statSync(join(folder, path), { throwIfNoEntry: false });
      return found?.isFile() === true ? createReadStream(join(folder, path)) : void 0;
    },
    partialWidths: async (fullPath) => {
      const path = join(folder, `${fullPath}.p`);
      if (!isThere(path)) return [];
      return namesIn(path).filter((name) => /^[1-9][0-9]{0,2}$/.test(name)).map(Number);
    },
    close: async () => void 0
  };
}

// lib/merkle/decimal.ts
var DECIMAL = /^(?:0|[1-9][0-9]{0,15})$/;
function parseDecimal(text3, code = "decimal") {
  const value = DECIMAL.test(text3) ? Number(text3) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new MerkleError(code, "not a plain decimal below 2^53");
  return value;
}
function checkSafeCount(value, what) {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new MerkleError("index", `${what} is not an integer from 0 to 2^53 - 1`);
  }
}
function largestPowerOfTwoBelow(value) {
  let power = 1;
  while (power * 2 < value) power *= 2;
  return power;
}

// lib/merkle/tile-coordinates.ts
var TILE_WIDTH = 256;
var MAX_LEVEL = 6;
function hashesAtLevel(size, level) {
  return Math.floor(size / TILE_WIDTH ** level);
}
function tileWidth(size, level, n) {
  checkSafeCount(size, "tree size");
  checkSafeCount(n, "tile index");
  if (level > MAX_LEVEL) return 0;
  const width = hashesAtLevel(size, level) - n * TILE_WIDTH;
  return Math.min(TILE_WIDTH, Math.max(0, width));
}
function rightEdgeTiles(size) {
  checkSafeCount(size, "tree size");
  const tiles = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const hashes = hashesAtLevel(size, level);
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, n: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
}

// lib/merkle/tile-path.ts
function formatTilePath(tile) {
  const { level, n, width } = tile;
  checkSafeCount(n, "tile index");
  if (level !== "entries" && !(Number.isInteger(level) && level >= 0 && level <= 63)) {
    throw new MerkleError("tile", "a tile level is 0 to 63");
  }
  if (!(Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH)) {
    throw new MerkleError("tile", "a tile width is 1 to 256");
  }
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/[0-9]{3}/g) ?? [];
  const index = groups.map((group, place) => place < groups.length - 1 ? `x${group}` : group).join("/");
  return `tile/${level}/${index}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

// lib/verifier/log-source.ts
var MAX_BUNDLE_BYTES = 256 * 65537;
var MAX_TEXT_BYTES = 1e6;
async function readRequired(source, path, limit) {
  const bytes = await source.read(path, limit);
  if (bytes === void 0) throw new VerificationFailed(path, "this file is missing");
  return bytes;
}
async function readTile(source, tile) {
  const path = formatTilePath(tile);
  const limit = tile.level === "entries" ? MAX_BUNDLE_BYTES : 8192;
  const bytes = await source.read(path, limit);
  if (bytes !== void 0) return { path, bytes, exact: true };
  const fullPath = formatTilePath({ ...tile, width: 256 });
  const full = tile.width === 256 ? void 0 : await source.read(fullPath, limit);
  if (full === void 0) throw new VerificationFailed(path, "this file is missing");
  return { path: fullPath, bytes: full, exact: false };
}

// lib/verifier/manifest.ts
var MANIFEST = "manifest.json";
async function readManifest(source) {
  const bytes = await source.read(MANIFEST, 100 * MAX_TEXT_BYTES);
  if (bytes === void 0) return void 0;
  try {
    const value = JSON.parse(bytes.toString("utf8"));
    if (value.format !== "modelkeep-evidence/1") throw new Error("this format is not known here");
    if (value.mode !== "log" && value.mode !== "entries") throw new Error("this mode is not known here");
    return { ...value, entries: value.entries ?? [] };
  } catch (error) {
    throw new VerificationFailed(MANIFEST, error.message);
  }
}

// lib/verifier/payload-lines.ts
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

// lib/verifier/check-payload.ts
import { createHash } from "node:crypto";
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var list = (value) => Array.isArray(value) ? value.filter(isObject) : [];
var text2 = (value) => typeof value === "string" ? value : "";
function parsePayloadLine(line) {
  const value = JSON.parse(line);
  if (!isObject(value) || typeof value["index"] !== "number" || typeof value["uuid"] !== "string") {
    throw new Error("not a line with index and uuid");
  }
  return {
    index: value["index"],
    uuid: value["uuid"],
    ...typeof value["erasedBy"] === "string" && { erasedBy: value["erasedBy"] },
    ...typeof value["salt"] === "string" && { salt: value["salt"] },
    ...isObject(value["payload"]) && { payload: value["payload"] },
    open: list(value["open"]).map((item) => ({
      pointer: text2(item["pointer"]),
      salt: text2(item["salt"]),
      value: item["value"] ?? null
    })),
    erased: list(value["erased"]).map((item) => ({ pointer: text2(item["pointer"]), by: text2(item["by"]) }))
  };
}
function commitment(domain, salt, value) {
  const hash3 = createHash("sha256").update(`${domain}\0`, "latin1").update(decodeBase64(salt));
  return hash3.update(canonicalJson(value), "utf8").digest("base64");
}
function committedFields(payload) {
  const fields = /* @__PURE__ */ new Map();
  for (const side of ["before", "after"]) {
    const image = payload[side];
    if (!isObject(image)) continue;
    for (const [name, value] of Object.entries(image)) {
      if (isObject(value) && typeof value["$c"] === "string") fields.set(`/${side}/${name}`, value["$c"]);
    }
  }
  return fields;
}
function checkPayload(line, digest) {
  const problems = [];
  if (line.payload === void 0 || line.salt === void 0) {
    return { problems: ["the payload is missing and no entry erased it"], withheld: 0 };
  }
  try {
    if (commitment("modelkeep/payload/v1", line.salt, line.payload) !== digest) {
      problems.push("the payload is not the one that the entry commits to");
    }
    const fields = committedFields(line.payload);
    for (const { pointer, salt, value } of line.open) {
      if (fields.get(pointer) === void 0) problems.push(`${pointer} is not a committed field`);
      else if (commitment("modelkeep/field/v1", salt, value) !== fields.get(pointer)) {
        problems.push(`${pointer} is not the value that the payload commits to`);
      }
      fields.delete(pointer);
    }
    for (const { pointer } of line.erased) fields.delete(pointer);
    return { problems, withheld: fields.size };
  } catch (error) {
    return { problems: [...problems, error.message], withheld: 0 };
  }
}
function erasedEntries(payload) {
  const after = payload?.["after"];
  const entries = isObject(after) ? after["entries"] : void 0;
  return new Set(Array.isArray(entries) ? entries.filter((uuid) => typeof uuid === "string") : []);
}

// lib/verifier/payload-lines.ts
var PAYLOADS = "payloads.jsonl";
var ERASING = ["person.erase", "payload.erase"];
var PayloadLines = class _PayloadLines {
  counts = { checked: 0, erased: 0, withheldFields: 0, missing: 0 };
  lines;
  findings;
  complete;
  next;
  number = 0;
  claims = [];
  erasures = /* @__PURE__ */ new Map();
  constructor(lines, findings, complete) {
    this.lines = lines;
    this.findings = findings;
    this.complete = complete;
  }
  /** Opens the payloads of a source. `complete`: an entry without a line is then a problem. */
  static async open(source, findings, complete) {
    const stream = await source.stream(PAYLOADS);
    if (stream === void 0) {
      if (complete) throw new VerificationFailed(PAYLOADS, "this file is missing");
      return void 0;
    }
    const input = stream instanceof Readable ? stream : Readable.from(stream);
    const lines = createInterface({ input, crlfDelay: 0 })[Symbol.asyncIterator]();
    const payloads = new _PayloadLines(lines, findings, complete);
    await payloads.advance();
    return payloads;
  }
  async advance() {
    const before = this.next?.index ?? -1;
    const step = await this.lines.next();
    this.number += 1;
    if (step.done === true) {
      this.next = void 0;
      return;
    }
    try {
      this.next = parsePayloadLine(step.value);
    } catch (error) {
      throw new VerificationFailed(`${PAYLOADS}, line ${this.number}`, error.message);
    }
    if (this.next.index <= before) {
      throw new VerificationFailed(`${PAYLOADS}, line ${this.number}`, "the lines are not in the order of the log");
    }
  }
  /** Takes the next entry of the log, in order. */
  async add(index, place, entry) {
    const line = this.next?.index === index ? this.next : void 0;
    if (ERASING.includes(entry.action)) {
      const entries = line?.payload === void 0 ? void 0 : erasedEntries(line.payload);
      this.erasures.set(entry.uuid, { index, entries });
    }
    if (line === void 0) {
      if (this.complete) this.problem(place, "the payload is missing and no entry erased it");
      return;
    }
    if (line.uuid !== entry.uuid) this.findings.problem(place, `${PAYLOADS} has another entry at this index`);
    else this.check(place, line, entry.digest);
    await this.advance();
  }
  problem(place, message) {
    this.counts.missing += 1;
    this.findings.problem(place, message);
  }
  check(place, line, digest) {
    const { uuid, erasedBy } = line;
    if (erasedBy !== void 0) {
      this.counts.erased += 1;
      this.claims.push({ place, uuid, by: erasedBy });
      return;
    }
    this.counts.checked += 1;
    for (const { by } of line.erased) this.claims.push({ place, uuid, by });
    const outcome = checkPayload(line, digest);
    this.counts.withheldFields += outcome.withheld;
    for (const message of outcome.problems) this.findings.problem(place, message);
  }
  /** After the last entry: lines that belong to no entry, and erasures that no entry tells of. */
  finish() {
    if (this.next !== void 0) {
      this.findings.problem(`${PAYLOADS}, line ${this.number}`, "a payload of an entry that is not in the log");
    }
    for (const { place, uuid, by } of this.claims) {
      const erasure = this.erasures.get(by);
      if (erasure === void 0) {
        this.problem(place, `said to be erased by entry ${by}, but no erasure of that name is in the log`);
      } else if (erasure.entries !== void 0 && !erasure.entries.has(uuid)) {
        this.problem(place, `said to be erased by entry ${erasure.index}, which does not list it`);
      }
    }
  }
};

// lib/merkle/hashes.ts
var HASH_BYTES = 32;
function treeHasher(sha256) {
  const pair2 = new Uint8Array(1 + 2 * HASH_BYTES);
  pair2[0] = 1;
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
      pair2.set(left, 1);
      pair2.set(right, 1 + HASH_BYTES);
      return sha256(pair2);
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
function checkCharacters(text3) {
  for (let index = 0; index < text3.length; index++) {
    const unit = text3.charCodeAt(index);
    if (unit < 32 && unit !== 10) throw new MerkleError("note", "the note has a control character");
  }
}
function parseLines(text3) {
  if (!text3.endsWith("\n")) throw new MerkleError("note", "the last signature line has no newline");
  const lines = text3.slice(0, -1).split("\n");
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
function parseCosignature(signature) {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) {
    throw new MerkleError("cosignature", "a cosignature is 72 bytes long");
  }
  const time = Number(new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0));
  if (!Number.isSafeInteger(time)) throw new MerkleError("cosignature", "the time of a cosignature is too large");
  return { time, signature: signature.slice(TIME_BYTES) };
}
function checkCosignature(crypto2, key, checkpointText, signature) {
  const { time, signature: ed25519 } = parseCosignature(signature);
  if (!crypto2.verifyEd25519(key.publicKey, cosignedMessage(checkpointText, time), ed25519)) {
    throw new MerkleError("note_signature", `the cosignature of ${key.name} does not verify`);
  }
  return time;
}

// lib/merkle/verify-note.ts
function verifyNote(crypto2, note, keys) {
  const verified = [];
  for (const line of note.signatures) {
    const known = keys.filter((key2) => key2.name === line.name && key2.id === line.id && isVerifiable(key2));
    const [key, ambiguous] = known;
    if (ambiguous) throw new MerkleError("note_signature", `two keys have the name and ID ${line.name}+${line.id}`);
    if (key) verified.push(verifyLine(crypto2, note.text, key, line));
  }
  if (verified.length === 0) throw new MerkleError("note_signature", "the note has no signature of a known key");
  return verified;
}
function isVerifiable(key) {
  return key.type === ED25519_NOTE || key.type === ED25519_COSIGNATURE;
}
function verifyLine(crypto2, text3, key, line) {
  if (key.type === ED25519_COSIGNATURE) {
    return { key, line, time: checkCosignature(crypto2, key, text3, line.signature) };
  }
  if (!crypto2.verifyEd25519(key.publicKey, utf8Bytes(text3), line.signature)) {
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
function parseCheckpoint(text3) {
  const [origin = "", size = "", root = "", rest, ...more] = text3.split("\n");
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
function openCheckpoint(crypto2, bytes, logKeys, witnessKeys = []) {
  const note = parseNote(bytes);
  const checkpoint = parseCheckpoint(note.text);
  const verified = verifyNote(crypto2, note, [...logKeys, ...witnessKeys]);
  const signature = verified.find(({ key }) => logKeys.includes(key) && key.name === checkpoint.origin);
  if (!signature) {
    throw new MerkleError("note_signature", `the checkpoint is not signed by the log ${checkpoint.origin}`);
  }
  const cosignatures = verified.filter(({ key }) => witnessKeys.includes(key));
  return { ...checkpoint, note, logKey: signature.key, cosignatures };
}

// lib/merkle/tlog-policy.ts
var MAX_POLICY_BYTES = 2e5;
var LOG_TYPES = [ED25519_NOTE, ML_DSA_44_COSIGNATURE];
var WITNESS_TYPES = [ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE];
var NONE = "none";
function parsePolicy(sha256, bytes) {
  if (bytes.length > MAX_POLICY_BYTES) throw new MerkleError("policy", "the policy is too long");
  const text3 = utf8Text(bytes, "policy");
  const draft = { logs: [], witnesses: [], groups: [], names: /* @__PURE__ */ new Set([NONE]), members: /* @__PURE__ */ new Set() };
  for (const [index, line] of text3.split("\n").entries()) {
    const items = line.split(/[ \t]+/).filter((item) => item !== "");
    try {
      checkLine(line);
      if (items[0] !== void 0 && !items[0].startsWith("#")) readLine(sha256, draft, items);
    } catch (error) {
      if (!(error instanceof MerkleError)) throw error;
      throw new MerkleError("policy", `line ${index + 1}: ${error.message}`);
    }
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === void 0) throw new MerkleError("policy", "there is no quorum line");
  return { logs, witnesses, groups, quorum };
}
function isQuorumReached(policy, cosigners) {
  if (policy.quorum === NONE) return true;
  const reached = /* @__PURE__ */ new Set();
  for (const witness of policy.witnesses) {
    if (cosigners.some((key) => sameKey(key, witness.key))) reached.add(witness.name);
  }
  for (const group of policy.groups) {
    const members = group.members.filter((member) => reached.has(member));
    if (members.length >= group.threshold) reached.add(group.name);
  }
  return reached.has(policy.quorum);
}
function sameKey(left, right) {
  return left.name === right.name && left.type === right.type && equalBytes(left.publicKey, right.publicKey);
}
function checkLine(line) {
  for (let index = 0; index < line.length; index++) {
    const unit = line.charCodeAt(index);
    if (unit < 32 && unit !== 9 || unit === 127) throw new MerkleError("policy", "a control character");
  }
}
function readLine(sha256, draft, items) {
  const [kind, ...rest] = items;
  if (kind === "log") draft.logs.push(readLog(sha256, draft, rest));
  else if (kind === "witness") draft.witnesses.push(readWitness(sha256, draft, rest));
  else if (kind === "group") draft.groups.push(readGroup(draft, rest));
  else if (kind === "quorum") readQuorum(draft, rest);
  else throw new MerkleError("policy", "the line is not a log, witness, group or quorum");
}
function readKey(sha256, text3, types, known) {
  const key = parseVerifierKey(sha256, text3 ?? "");
  if (!types.includes(key.type)) throw new MerkleError("policy", "a key of another kind");
  if (known.some((other) => equalBytes(other.key.publicKey, key.publicKey))) {
    throw new MerkleError("policy", "the same public key twice");
  }
  return key;
}
function readLog(sha256, draft, items) {
  const [vkey, url, ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a log has a key and perhaps an address");
  return { key: readKey(sha256, vkey, LOG_TYPES, draft.logs), ...url !== void 0 && { url } };
}
function readWitness(sha256, draft, items) {
  const [name, vkey, url, ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a witness has a name, a key and perhaps an address");
  const key = readKey(sha256, vkey, WITNESS_TYPES, draft.witnesses);
  return { name: define(draft, name), key, ...url !== void 0 && { url } };
}
function readGroup(draft, items) {
  const [name, rule = "", ...members] = items;
  for (const member of members) {
    checkDefined(draft, member);
    if (draft.members.has(member)) throw new MerkleError("policy", `${member} is a member twice`);
    draft.members.add(member);
  }
  const threshold = thresholdOf(rule, members.length);
  if (threshold < 1 || threshold > members.length) {
    throw new MerkleError("policy", "the threshold of a group is 1 to the number of its members");
  }
  return { name: define(draft, name), threshold, members };
}
function thresholdOf(rule, members) {
  if (rule === "any") return 1;
  return rule === "all" ? members : parseDecimal(rule, "policy");
}
function readQuorum(draft, items) {
  const [name = "", ...more] = items;
  if (more.length > 0) throw new MerkleError("policy", "a quorum has one name");
  if (draft.quorum !== void 0) throw new MerkleError("policy", "a second quorum line");
  if (name !== NONE) checkDefined(draft, name);
  draft.quorum = name;
}
function define(draft, name) {
  if (name === void 0) throw new MerkleError("policy", "a name is missing");
  if (draft.names.has(name)) throw new MerkleError("policy", `the name ${name} is used twice`);
  draft.names.add(name);
  return name;
}
function checkDefined(draft, name) {
  if (name === NONE || !draft.names.has(name)) throw new MerkleError("policy", `${name} is not defined before`);
}

// lib/verifier/node-crypto.ts
import * as crypto from "node:crypto";
var PUBLIC_KEY_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
var hashOnce = crypto.hash;
function sha256Into(data, target, offset) {
  if (hashOnce) target.write(hashOnce("sha256", data, "binary"), offset, "latin1");
  else target.set(crypto.createHash("sha256").update(data).digest(), offset);
}
var verifierCrypto = {
  sha256: (data) => {
    const digest = Buffer.alloc(32);
    sha256Into(data, digest, 0);
    return new Uint8Array(digest.buffer, digest.byteOffset, 32);
  },
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = crypto.createPublicKey({
      key: Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]),
      format: "der",
      type: "spki"
    });
    return crypto.verify(null, message, key, signature);
  }
};

// lib/verifier/trust.ts
function trustKey(vkey) {
  try {
    return {
      logs: [{ key: parseVerifierKey(verifierCrypto.sha256, vkey) }],
      witnesses: [],
      groups: [],
      quorum: "none"
    };
  } catch (error) {
    throw new WrongUsage(`--vkey: ${error.message}`);
  }
}
function trustPolicy(bytes, name) {
  try {
    return parsePolicy(verifierCrypto.sha256, bytes);
  } catch (error) {
    throw new WrongUsage(`${name}: ${error.message}`);
  }
}
function quorumWords(policy, fresh, stale) {
  const names = [...new Set(fresh.map(({ key }) => key.name))];
  const old = stale === 0 ? "" : `; ${stale} older than asked for`;
  return `the quorum "${policy.quorum}" is not reached: cosigned by ${names.length === 0 ? "nobody" : names.join(", ")}${old}`;
}
function openTrusted(trust, bytes, place) {
  const { policy, notBefore } = trust;
  const logKeys = policy.logs.map(({ key }) => key);
  const witnessKeys = policy.witnesses.map(({ key }) => key);
  try {
    const opened = openCheckpoint(verifierCrypto, bytes, logKeys, witnessKeys);
    const fresh = opened.cosignatures.filter(({ time }) => time !== void 0 && time >= notBefore);
    const cosigners = fresh.map(({ key }) => key);
    if (!isQuorumReached(policy, cosigners)) {
      throw new VerificationFailed(place, quorumWords(policy, fresh, opened.cosignatures.length - fresh.length));
    }
    return { ...opened, fresh };
  } catch (error) {
    if (error instanceof MerkleError) throw new VerificationFailed(place, signerWords(error, bytes));
    throw error;
  }
}
function signerWords(error, bytes) {
  if (error.code !== "note_signature") return error.message;
  try {
    return `${error.message} (its origin is ${parseCheckpoint(parseNote(bytes).text).origin})`;
  } catch {
    return error.message;
  }
}

// lib/verifier/url-source.ts
import { setTimeout as sleep } from "node:timers/promises";
var ATTEMPTS = 4;
var TIMEOUT_MS = 3e4;
async function bodyUpTo(response, path, limit) {
  const parts = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== void 0; part = await reader?.read()) {
    length += part.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw new VerificationFailed(path, `the answer is longer than ${limit} bytes`);
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts, length);
}
function refusal(status) {
  if (status === 401 || status === 403) return `the server wants a key that may read the trail (${status}); see --key`;
  if (status >= 300 && status < 400) return `the server sends elsewhere (${status}); give the final address`;
  return `the server answered ${status}`;
}
async function attempt(url, headers, path, limit) {
  const response = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status === 200) return { bytes: await bodyUpTo(response, path, limit) };
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return { bytes: void 0 };
  if (response.status === 429 || response.status >= 500) return { again: `the server answered ${response.status}` };
  throw new NotReadable(`${url.href}: ${refusal(response.status)}`);
}
function urlSource(address, key) {
  const prefix = address.endsWith("/") ? address : `${address}/`;
  const headers = key === void 0 ? {} : { authorization: `Bearer ${key}` };
  const read2 = async (path, limit) => {
    const url = new URL(path, prefix);
    let reason = "";
    for (let round = 0; round < ATTEMPTS; round += 1) {
      if (round > 0) await sleep(300 * 3 ** round);
      try {
        const outcome = await attempt(url, headers, path, limit);
        if (!("again" in outcome)) return outcome.bytes;
        reason = outcome.again ?? "";
      } catch (error) {
        if (error instanceof NotReadable || error instanceof VerificationFailed) throw error;
        const { message, cause } = error;
        reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
      }
    }
    throw new NotReadable(`${url.href}: ${reason}`);
  };
  return {
    what: address,
    ahead: 16,
    read: read2,
    stream: async () => void 0,
    partialWidths: async () => [],
    close: async () => void 0
  };
}

// lib/merkle/inclusion.ts
function rootFromInclusion(hasher3, claim) {
  checkSafeCount(claim.index, "leaf index");
  checkSafeCount(claim.size, "tree size");
  if (claim.index >= claim.size) throw new MerkleError("index", "the leaf index is not below the tree size");
  if (claim.leafHash.length !== HASH_BYTES) throw new MerkleError("proof", "a leaf hash is not 32 bytes long");
  let fn = claim.index;
  let sn = claim.size - 1;
  let root = claim.leafHash;
  for (const sibling of claim.proof) {
    if (sn === 0) throw new MerkleError("proof", "the inclusion proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      root = hasher3.node(sibling, root);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      root = hasher3.node(root, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) throw new MerkleError("proof", "the inclusion proof is too short");
  return root;
}
function checkInclusion(hasher3, claim) {
  if (!equalBytes(rootFromInclusion(hasher3, claim), claim.root)) {
    throw new MerkleError("proof", "the inclusion proof leads to another root");
  }
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
    const hash3 = decodeLine(line, code);
    if (hash3.length !== HASH_BYTES) throw new MerkleError(code, "a hash is not 32 bytes long");
    return hash3;
  });
}
function decodeLine(line, code) {
  try {
    return decodeBase64(line);
  } catch {
    throw new MerkleError(code, "a line is not canonical base64");
  }
}

// lib/merkle/tlog-proof.ts
var HEADER = "c2sp.org/tlog-proof@v1";
function parseTlogProof(bytes) {
  const { head, note } = splitHeadAndNote(bytes, "tlog_proof");
  const [header, ...lines] = head;
  if (header !== HEADER) throw new MerkleError("tlog_proof", `the first line is not ${HEADER}`);
  const extra = lines[0]?.startsWith("extra ") ? lines.shift() : void 0;
  const index = lines.shift();
  if (!index?.startsWith("index ")) throw new MerkleError("tlog_proof", "there is no index line");
  if (note.length === 0) throw new MerkleError("tlog_proof", "there is no checkpoint");
  return {
    index: parseDecimal(index.slice("index ".length), "tlog_proof"),
    proof: parseProofLines(lines, "tlog_proof"),
    checkpoint: note,
    ...extra !== void 0 && { extra: decodeLine(extra.slice("extra ".length), "tlog_proof") }
  };
}

// lib/verifier/verify-entries.ts
var hasher = treeHasher(verifierCrypto.sha256);
function verifyReceipt(trust, receiptBytes, entry, place) {
  const receipt = parseTlogProof(receiptBytes);
  const checkpoint = openTrusted(trust, receipt.checkpoint, place);
  const { size, root } = checkpoint;
  checkInclusion(hasher, {
    index: receipt.index,
    size,
    root,
    leafHash: hasher.leaf(entry),
    proof: receipt.proof
  });
  return { checkpoint, index: receipt.index };
}
async function verifyOne(check, listed) {
  const { source, trust } = check;
  const path = `entries/${listed.uuid}.json`;
  const proofPath = `proofs/${listed.uuid}.tlog-proof`;
  const entry = await readRequired(source, path, 65535);
  const proof = await readRequired(source, proofPath, MAX_TEXT_BYTES);
  const { index } = verifyReceipt(trust, proof, entry, proofPath);
  if (index !== listed.index) throw new Error(`its proof is for index ${index}, the manifest says ${listed.index}`);
  const envelope = parseEnvelope(entry);
  if (envelope.uuid !== listed.uuid) throw new Error(`the entry in ${path} is ${envelope.uuid}`);
  check.chains?.add(() => path, envelope, encodeBase64(hasher.leaf(entry)));
  return envelope;
}
async function verifyEntries(check) {
  const { manifest, findings, payloads, onProgress } = check;
  let done = 0;
  for (const listed of manifest.entries) {
    const place = `entry ${listed.index} (entries/${listed.uuid}.json)`;
    try {
      await payloads?.add(listed.index, place, await verifyOne(check, listed));
    } catch (error) {
      findings.problem(place, error.message);
    }
    onProgress(done += 1);
  }
  payloads?.finish();
}

// lib/verifier/bundle-leaves.ts
function bundleLeaves(path, bundle, { first, width, exact }) {
  const offsets = [];
  const hashes = Buffer.allocUnsafe(width * 32);
  let at = 0;
  for (let place = 0; place < width; place += 1) {
    const index = first + place;
    if (at + 2 > bundle.length) {
      throw new VerificationFailed(`${path}, entry ${index}`, `the bundle ends after ${place} of ${width} entries`);
    }
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new VerificationFailed(`${path}, entry ${index}`, "the entry is cut short");
    const low = bundle[at + 1] ?? 0;
    bundle[at + 1] = 0;
    sha256Into(bundle.subarray(at + 1, end), hashes, place * 32);
    bundle[at + 1] = low;
    offsets.push(at + 2);
    at = end;
  }
  if (exact && at !== bundle.length) {
    throw new VerificationFailed(path, `${bundle.length - at} bytes follow the last of ${width} entries`);
  }
  offsets.push(at + 2);
  return { width, offsets, hashes };
}
function entryAt(bundle, leaves, place) {
  const [start = 0, next = 0] = [leaves.offsets[place], leaves.offsets[place + 1]];
  return bundle.subarray(start, next - 2);
}
function firstStrangeEntry(bundle, tile) {
  const hash3 = Buffer.alloc(32);
  let at = 0;
  for (let place = 0; place * 32 < tile.length; place += 1) {
    const end = at + 2 > bundle.length ? Number.POSITIVE_INFINITY : at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) return place;
    sha256Into(Buffer.concat([Buffer.alloc(1), bundle.subarray(at + 2, end)]), hash3, 0);
    if (!hash3.equals(tile.subarray(place * 32, (place + 1) * 32))) return place;
    at = end;
  }
  return void 0;
}

// lib/merkle/subtree.ts
function tileHashes(tile, first, count) {
  if (tile.length < (first + count) * HASH_BYTES) throw new MerkleError("tile", "a tile holds too few hashes");
  const hashes = [];
  for (let place = first; place < first + count; place++) {
    hashes.push(tile.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES));
  }
  return hashes;
}
function rootOfRow(hasher3, row) {
  const [first, second] = row;
  if (!first) throw new MerkleError("proof", "no hashes to combine");
  if (!second) return first;
  if (row.length === 2) return hasher3.node(first, second);
  const split = largestPowerOfTwoBelow(row.length);
  return hasher3.node(rootOfRow(hasher3, row.slice(0, split)), rootOfRow(hasher3, row.slice(split)));
}

// lib/merkle/append-leaves.ts
function rootOfEdge(hasher3, edge) {
  let ragged;
  for (const { level, width } of rightEdgeTiles(edge.size)) {
    const row = tileHashes(edge.tiles.get(level) ?? new Uint8Array(0), 0, width);
    ragged = rootOfRow(hasher3, ragged ? [...row, ragged] : row);
  }
  return ragged ?? hasher3.empty();
}

// lib/verifier/grow-tree.ts
var HASH2 = 32;
var TILE_BYTES = TILE_WIDTH * HASH2;
var pair = Buffer.alloc(1 + 2 * HASH2, 1);
var scratch = Buffer.alloc(TILE_BYTES);
var hasher2 = treeHasher(verifierCrypto.sha256);
function hashFullTile(data) {
  data.copy(scratch);
  for (let width = TILE_WIDTH; width > 1; width /= 2) {
    for (let place = 0; place < width / 2; place += 1) {
      scratch.copy(pair, 1, place * 2 * HASH2, (place + 1) * 2 * HASH2);
      sha256Into(pair, scratch, place * HASH2);
    }
  }
  return scratch.subarray(0, HASH2);
}
var GrowingTree = class {
  size = 0;
  levels = [];
  onTile;
  constructor(onTile) {
    this.onTile = onTile;
  }
  level(at) {
    const known = this.levels[at] ?? { data: Buffer.alloc(TILE_BYTES), count: 0, n: 0 };
    this.levels[at] = known;
    return known;
  }
  /** Adds the leaf hashes of one bundle: they fill a tile of level 0 from its beginning, 1 to 256 of them. */
  async add(leafHashes, count) {
    const leaves = this.level(0);
    leafHashes.copy(leaves.data, 0, 0, count * HASH2);
    leaves.count = count;
    this.size += count;
    for (let at = 0; this.level(at).count === TILE_WIDTH; at += 1) await this.close(at);
  }
  async close(at) {
    const full = this.level(at);
    await this.onTile(at, full.n, full.data);
    const above = this.level(at + 1);
    hashFullTile(full.data).copy(above.data, above.count * HASH2);
    above.count += 1;
    full.n += 1;
    full.count = 0;
  }
  /** Hands over the partial tiles, lowest first. */
  async finish() {
    for (const [level, { n, data, count }] of this.levels.entries()) {
      if (count > 0) await this.onTile(level, n, data.subarray(0, count * HASH2));
    }
  }
  /** The root of the leaves so far and of the first `extra` hashes of the bundle that is about to be added. */
  root(leafHashes, extra = 0) {
    const tiles = /* @__PURE__ */ new Map();
    for (const [level, { data, count }] of this.levels.entries()) {
      if (count > 0) tiles.set(level, Uint8Array.from(data.subarray(0, count * HASH2)));
    }
    if (leafHashes && extra > 0) tiles.set(0, Uint8Array.from(leafHashes.subarray(0, extra * HASH2)));
    return rootOfEdge(hasher2, { size: this.size + extra, tiles });
  }
};
function firstDifference(computed, stored2) {
  for (let place = 0; place * HASH2 < computed.length; place += 1) {
    const [mine, theirs] = [computed, stored2].map((data) => data.subarray(place * HASH2, (place + 1) * HASH2));
    if (mine && theirs && !mine.equals(theirs)) {
      return { place, text: `computed ${hexText(mine).slice(0, 16)}…, stored ${hexText(theirs).slice(0, 16)}…` };
    }
  }
  return { place: -1, text: "" };
}

// lib/verifier/verify-log.ts
async function* fetchBundles(source, size) {
  const waiting = [];
  const count = Math.ceil(size / TILE_WIDTH);
  const fetch2 = async (n) => {
    const width = tileWidth(size, 0, n);
    const [bundle, tile] = await Promise.all([
      readTile(source, { level: "entries", n, width }),
      readTile(source, { level: 0, n, width })
    ]);
    return { n, bundle, tile };
  };
  for (let n = 0, done = 0; done < count; done += 1) {
    for (; n < count && waiting.length < source.ahead; n += 1) {
      const fetched = fetch2(n);
      fetched.catch(() => void 0);
      waiting.push(fetched);
    }
    const next = waiting.shift();
    if (next) yield await next;
  }
}
var LogVerifier = class {
  check;
  tree;
  tile;
  bundle;
  waiting;
  constructor(check) {
    this.check = check;
    this.tree = new GrowingTree((level, n, data) => this.compareTile(level, n, data));
    this.waiting = check.kept.filter(({ size }) => size > 0).sort((left, right) => left.size - right.size);
  }
  async run() {
    const { source, checkpoint, findings, payloads, onProgress } = this.check;
    this.checkKeptSizes();
    for await (const fetched of fetchBundles(source, checkpoint.size)) {
      await this.takeBundle(fetched);
      onProgress(this.tree.size);
    }
    await this.tree.finish();
    payloads?.finish();
    if (!equalBytes(this.tree.root(), checkpoint.root)) {
      findings.problem("checkpoint", `its root is not that of the ${checkpoint.size} entries`);
    }
  }
  checkKeptSizes() {
    const { checkpoint, findings } = this.check;
    for (const { name, size } of this.waiting) {
      if (size <= checkpoint.size) continue;
      const less = `the log shows ${checkpoint.size} entries, this checkpoint has ${size}`;
      findings.problem(name, `${less}: the log was rolled back, or an old state is shown`);
    }
  }
  async takeBundle({ n, bundle, tile }) {
    const first = n * TILE_WIDTH;
    const width = tileWidth(this.check.checkpoint.size, 0, n);
    const leaves = this.cut(bundle, tile, { first, width });
    this.bundle = { found: bundle, leaves };
    this.tile = tile;
    if (this.check.chains) await this.readEntries(first, bundle, leaves);
    this.meetKept(this.tree.size + Math.min(width, TILE_WIDTH - 1), leaves.hashes);
    await this.tree.add(leaves.hashes, width);
    this.meetKept(this.tree.size, leaves.hashes);
  }
  cut(bundle, tile, part) {
    try {
      return bundleLeaves(bundle.path, bundle.bytes, { ...part, exact: bundle.exact });
    } catch (error) {
      const strange = firstStrangeEntry(bundle.bytes, tile.bytes);
      if (!(error instanceof VerificationFailed) || strange === void 0) throw error;
      const where = `entry ${part.first + strange} is the first that does not fit ${tile.path}`;
      throw new VerificationFailed(error.place, `${error.message}; ${where}`);
    }
  }
  async readEntries(first, bundle, leaves) {
    const { chains, payloads, findings } = this.check;
    for (let place = 0; place < leaves.width; place += 1) {
      const where = () => `entry ${first + place} (${bundle.path}, position ${place})`;
      try {
        const entry = parseEnvelope(entryAt(bundle.bytes, leaves, place));
        chains?.add(where, entry, leaves.hashes.toString("base64", place * 32, (place + 1) * 32));
        if (payloads) await payloads.add(first + place, where(), entry);
      } catch (error) {
        if (error instanceof VerificationFailed) throw error;
        findings.problem(where(), error.message);
      }
    }
  }
  /** Compares kept checkpoints up to a size, within the bundle at hand, with the root at their size. */
  meetKept(end, leafHashes) {
    for (let kept = this.waiting[0]; kept && kept.size <= end; kept = this.waiting[0]) {
      this.waiting.shift();
      const root = this.tree.root(leafHashes, kept.size - this.tree.size);
      if (equalBytes(root, kept.root)) continue;
      const what = `at size ${kept.size} the log has another root than this checkpoint`;
      this.check.findings.problem(kept.name, `${what}: the log was rewritten. Keep both files, they prove it`);
    }
  }
  async compareTile(level, n, computed) {
    const { source, findings } = this.check;
    const width = computed.length / 32;
    const found = level === 0 && this.tile ? this.tile : await readTile(source, { level, n, width });
    if (found.exact && found.bytes.length !== computed.length) {
      findings.problem(found.path, `the tile holds ${found.bytes.length} bytes instead of ${computed.length}`);
    }
    const stored2 = found.bytes.subarray(0, computed.length);
    if (!stored2.equals(computed)) {
      const { place, text: text3 } = firstDifference(computed, stored2);
      const below = level === 0 ? `entry ${n * TILE_WIDTH + place}` : formatTilePath({ level: level - 1, n: n * TILE_WIDTH + place, width: TILE_WIDTH });
      findings.problem(`${found.path}, position ${place}`, `it is not the hash of ${below}: ${text3}`);
    }
    await this.comparePartials(level, n, computed);
  }
  /** Older states of a tile and of its bundle must be beginnings of it. */
  async comparePartials(level, n, computed) {
    for (const kind of level === 0 ? [level, "entries"] : [level]) {
      const full = formatTilePath({ level: kind, n, width: TILE_WIDTH });
      for (const width of await this.check.source.partialWidths(full)) {
        if (width * 32 >= computed.length) continue;
        const path = `${full}.p/${width}`;
        const older = await this.check.source.read(path, 1 << 25);
        const end = kind === "entries" ? (this.bundle?.leaves.offsets[width] ?? 2) - 2 : width * 32;
        const newer = (kind === "entries" ? this.bundle?.found.bytes : computed)?.subarray(0, end);
        if (!older || !newer?.equals(older)) {
          this.check.findings.problem(path, "this older state is not the beginning of the present one");
        }
      }
    }
  }
};
async function verifyLog(check) {
  if (check.checkpoint.size === 0) check.findings.note("The log has no entries yet.");
  await new LogVerifier(check).run();
}

// lib/verifier/zip-source.ts
import { open } from "node:fs/promises";
import { Readable as Readable2 } from "node:stream";
import { createInflateRaw, inflateRawSync } from "node:zlib";

// lib/verifier/zip-directory.ts
var END = 101010256;
var END_64 = 101075792;
var LOCATOR_64 = 117853008;
var ENTRY = 33639248;
var MAX_MEMBERS = 5e6;
var MAX_DIRECTORY_BYTES = 1e9;
var damaged = () => new NotReadable("this is not a zip file, or it is damaged");
async function readAt(file, offset, length) {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead !== length) throw damaged();
  return bytes;
}
function big(bytes, at) {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw damaged();
  return value;
}
async function findDirectory(file) {
  const { size } = await file.stat();
  const length = Math.min(size, 66e3);
  if (length < 22) throw damaged();
  const tail = await readAt(file, size - length, length);
  for (let at = length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at >= 20 && tail.readUInt32LE(at - 20) === LOCATOR_64) {
      const end = await readAt(file, big(tail, at - 12), 56);
      if (end.readUInt32LE(0) !== END_64) throw damaged();
      return { count: big(end, 32), bytes: big(end, 40), offset: big(end, 48) };
    }
    return { count: tail.readUInt16LE(at + 10), bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  }
  throw damaged();
}
function widened(entry, extra) {
  const fields = { size: entry.readUInt32LE(24), compressed: entry.readUInt32LE(20), offset: entry.readUInt32LE(42) };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let place = at + 4;
    for (const name of ["size", "compressed", "offset"]) {
      if (fields[name] !== 4294967295) continue;
      if (place + 8 > extra.length) throw damaged();
      fields[name] = big(extra, place);
      place += 8;
    }
  }
  return fields;
}
async function readZipDirectory(file) {
  const { count, bytes, offset } = await findDirectory(file);
  if (count > MAX_MEMBERS || bytes > MAX_DIRECTORY_BYTES) throw damaged();
  const list2 = await readAt(file, offset, bytes);
  const members = /* @__PURE__ */ new Map();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > list2.length || list2.readUInt32LE(at) !== ENTRY) throw damaged();
    const nameEnd = at + 46 + list2.readUInt16LE(at + 28);
    const extraEnd = nameEnd + list2.readUInt16LE(at + 30);
    const entry = list2.subarray(at, at + 46);
    const name = list2.toString("utf8", at + 46, nameEnd);
    const method = entry.readUInt16LE(10);
    if (members.has(name)) throw new NotReadable(`the zip file holds ${name} twice`);
    if (method !== 0 && method !== 8) throw damaged();
    members.set(name, { name, method, ...widened(entry, list2.subarray(nameEnd, extraEnd)) });
    at = extraEnd + list2.readUInt16LE(at + 32);
  }
  return members;
}

// lib/verifier/zip-source.ts
var LOCAL_HEADER = 67324752;
async function dataStart(file, member) {
  const head = Buffer.alloc(30);
  await file.read(head, 0, 30, member.offset);
  if (head.readUInt32LE(0) !== LOCAL_HEADER) throw new VerificationFailed(member.name, "the zip file is damaged here");
  return member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
}
async function stored(file, member) {
  const bytes = Buffer.allocUnsafeSlow(member.compressed);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, await dataStart(file, member));
  if (bytesRead !== bytes.length) throw new VerificationFailed(member.name, "the zip file ends too early");
  return bytes;
}
async function readMember(file, member, limit) {
  if (member.size > limit) throw new VerificationFailed(member.name, `this file is longer than ${limit} bytes`);
  const raw = await stored(file, member);
  if (member.method === 0) return raw;
  try {
    return Buffer.from(inflateRawSync(raw, { maxOutputLength: Math.max(1, limit) }));
  } catch {
    throw new VerificationFailed(member.name, "this file cannot be unpacked");
  }
}
async function* pieces(file, member) {
  const start = await dataStart(file, member);
  for (let at = 0; at < member.compressed; ) {
    const part = Buffer.alloc(Math.min(1 << 18, member.compressed - at));
    const { bytesRead } = await file.read(part, 0, part.length, start + at);
    if (bytesRead === 0) throw new VerificationFailed(member.name, "the zip file ends too early");
    at += bytesRead;
    yield part.subarray(0, bytesRead);
  }
}
function unpacked(file, member) {
  const raw = Readable2.from(pieces(file, member), { objectMode: false });
  if (member.method === 0) return raw;
  const inflate = createInflateRaw();
  raw.on("error", (error) => inflate.destroy(error));
  return raw.pipe(inflate);
}
async function zipSource(path) {
  const file = await open(path, "r").catch((error) => {
    throw new NotReadable(`${path}: ${error.message}`);
  });
  const members = await readZipDirectory(file);
  return {
    what: path,
    ahead: 8,
    read: async (name, limit) => {
      const member = members.get(name);
      return member === void 0 ? void 0 : readMember(file, member, limit);
    },
    stream: async (name) => {
      const member = members.get(name);
      return member === void 0 ? void 0 : unpacked(file, member);
    },
    partialWidths: async (fullPath) => {
      const prefix = `${fullPath}.p/`;
      const widths = [];
      for (let width = 1; width < 256; width += 1) if (members.has(`${prefix}${width}`)) widths.push(width);
      return widths;
    },
    close: () => file.close()
  };
}

// lib/verifier/run-verifier.ts
var NOT_INDEPENDENT = "The key came with the evidence itself. Compare it with one that you got elsewhere.";
async function fileBytes(path) {
  return readFile(path).catch((error) => {
    throw new NotReadable(`${path}: ${error.message}`);
  });
}
async function openSource(options) {
  const { target, key } = options;
  if (/^https?:\/\//.test(target)) {
    const secret = key?.startsWith("@") === true ? (await fileBytes(key.slice(1))).toString("utf8").trim() : key;
    return urlSource(target, secret);
  }
  const found = await stat(target).catch((error) => {
    throw new NotReadable(`${target}: ${error.message}`);
  });
  return found.isDirectory() ? folderSource(target) : zipSource(target);
}
async function trustOf(options, source, nowMs) {
  const { vkey, policy, maxAgeSeconds } = options;
  const notBefore = maxAgeSeconds === void 0 ? 0 : Math.floor(nowMs / 1e3) - maxAgeSeconds;
  if (vkey !== void 0 && policy !== void 0) throw new WrongUsage("give --vkey or --policy, not both");
  if (vkey !== void 0) return { policy: trustKey(vkey), independent: true, notBefore };
  if (policy !== void 0)
    return { policy: trustPolicy(await fileBytes(policy), policy), independent: true, notBefore };
  const own = await source?.read("policy", MAX_TEXT_BYTES);
  if (own === void 0) throw new WrongUsage("say whom to trust: --vkey KEY or --policy FILE");
  return { policy: trustPolicy(own, "policy"), independent: false, notBefore };
}
async function keptCheckpoints(options, trust) {
  const withoutQuorum = { ...trust, policy: { ...trust.policy, quorum: "none" } };
  const kept = [];
  for (const name of options.checkpoints) {
    const { size, root } = openTrusted(withoutQuorum, await fileBytes(name), name);
    kept.push({ name, size, root });
  }
  return kept;
}
async function runSource(run, source) {
  const { options, findings, around } = run;
  const trust = await trustOf(options, source, around.now());
  if (!trust.independent) findings.note(NOT_INDEPENDENT);
  const manifest = await readManifest(source);
  const bytes = await readRequired(source, "checkpoint", MAX_TEXT_BYTES);
  const checkpoint = openTrusted(trust, bytes, "checkpoint");
  run.facts = { ...run.facts, kind: manifest?.mode ?? "log", ...checkpointFacts(checkpoint, trust.policy.quorum) };
  const kept = await keptCheckpoints(options, trust);
  const chains = options.hashesOnly ? void 0 : new EntityChains(findings);
  const payloads = manifest === void 0 || chains === void 0 ? void 0 : await PayloadLines.open(source, findings, manifest.payloads === "all");
  const entries = manifest?.mode === "entries" ? manifest.entries.length : checkpoint.size;
  const onProgress = (done) => {
    run.facts = { ...run.facts, entries: done };
    around.onProgress(done, entries);
  };
  const common = { source, findings, chains, payloads, onProgress };
  if (manifest?.mode === "entries") {
    if (kept.length > 0) throw new WrongUsage("--checkpoint needs a whole log, not selected entries");
    await verifyEntries({ ...common, trust, manifest });
  } else await verifyLog({ ...common, checkpoint, kept });
  if (chains && chains.continued > 0) {
    findings.note(`${chains.continued} things have a history that begins before what is here, in an earlier log.`);
  }
  run.facts = {
    ...run.facts,
    keptCheckpoints: kept.length,
    ...chains && { things: chains.things },
    ...payloads && { payloads: payloads.counts }
  };
}
async function runReceipt(run) {
  const { options, findings, around } = run;
  if (options.entry === void 0) throw new WrongUsage("a receipt needs --entry FILE with the entry's exact bytes");
  const trust = await trustOf(options, void 0, around.now());
  const entry = await fileBytes(options.entry);
  const { checkpoint, index } = verifyReceipt(trust, await fileBytes(options.target), entry, options.target);
  run.facts = {
    ...run.facts,
    kind: "receipt",
    index,
    entries: 1,
    ...checkpointFacts(checkpoint, trust.policy.quorum)
  };
  for (const kept of await keptCheckpoints(options, trust)) {
    if (kept.size !== checkpoint.size) findings.note(`${kept.name} has another size and was not compared.`);
    else if (!equalBytes(kept.root, checkpoint.root)) findings.problem(kept.name, "same size, another root: a fork");
  }
  if (!options.hashesOnly) parseEnvelope(entry);
}
async function runVerifier(options, around) {
  const began = around.now();
  const findings = new Findings();
  const run = { options, findings, around, facts: {} };
  const receipt = options.target.endsWith(".tlog-proof");
  const source = receipt ? void 0 : await openSource(options);
  try {
    await (source === void 0 ? runReceipt(run) : runSource(run, source));
  } catch (error) {
    if (error instanceof VerificationFailed) findings.problem(error.place, error.message);
    else if (error instanceof MerkleError) findings.problem(options.target, error.message);
    else throw error;
  } finally {
    await source?.close();
  }
  return {
    kind: "log",
    keptCheckpoints: 0,
    entries: 0,
    ...run.facts,
    entriesRead: !options.hashesOnly,
    target: options.target,
    verified: findings.count === 0,
    seconds: (around.now() - began) / 1e3,
    problemCount: findings.count,
    problems: findings.problems,
    notes: findings.notes
  };
}

// lib/processes/verify.ts
var SHOW_EVERY_MS = 500;
function progress(quiet) {
  let shown = 0;
  return (entries, of) => {
    const now = Date.now();
    if (quiet || now - shown < SHOW_EVERY_MS && entries < of) return;
    shown = now;
    const percent = of === 0 ? 100 : Math.floor(entries / of * 100);
    const end = process.stderr.isTTY ? "\r" : "\n";
    process.stderr.write(`  ${percent} %  ${entries} of ${of} entries${end}`);
    if (entries >= of && process.stderr.isTTY) process.stderr.write("\n");
  };
}
async function main(words) {
  if (words.length === 0 || words.includes("--help")) {
    process.stdout.write(USAGE);
    return words.length === 0 ? 2 : 0;
  }
  try {
    const options = parseOptions(words);
    const report = await runVerifier(options, { now: () => Date.now(), onProgress: progress(options.quiet) });
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}
` : reportText(report));
    return report.verified ? 0 : 1;
  } catch (error) {
    if (error instanceof WrongUsage) process.stderr.write(`${error.message}

${USAGE}`);
    else if (error instanceof NotReadable) process.stderr.write(`Could not be read: ${error.message}
`);
    else throw error;
    return error instanceof WrongUsage ? 2 : 3;
  }
}
process.exitCode = await main(process.argv.slice(2));
