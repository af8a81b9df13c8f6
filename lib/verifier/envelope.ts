import { isUtf8 } from "node:buffer";
import { parseCanonicalJson, type JsonValue } from "../merkle/canonical-json.ts";

/** What an entry says of itself. */
export interface Envelope {
  readonly uuid: string;
  readonly action: string;
  readonly at: string;
  readonly entityType: string;
  readonly entityId: string;
  readonly version: number;
  /** Leaf hash of the thing's previous entry in base64, or null for its first. */
  readonly prev: string | null;
  /** Commitment to the payload, base64. */
  readonly digest: string;
}

type JsonObject = { [member: string]: JsonValue };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** 32 bytes in canonical base64: the last letter carries four bits. */
const HASH = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;
const SURROGATE_ESCAPE = /\\u[dD]/;

function object(value: JsonValue | undefined, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what} is not an object`);
  return value;
}

function text(value: JsonValue | undefined, what: string): string {
  if (typeof value !== "string" || value === "") throw new Error(`${what} is not a text`);
  return value;
}

function hash(value: JsonValue | undefined, what: string): string {
  const encoded = text(value, what);
  if (!HASH.test(encoded)) throw new Error(`${what} is not a hash in base64`);
  return encoded;
}

/** The one canonical text of an envelope with these values: members sorted, nothing else in it. */
function envelopeText(entry: Envelope, more: { ref: string; type: string; req: string }): string {
  const say = JSON.stringify;
  const actor = `{"ref":${say(more.ref)},"type":${say(more.type)}}`;
  const entity = `{"id":${say(entry.entityId)},"type":${say(entry.entityType)},"version":${entry.version}}`;
  const payload = `{"alg":"sha256-salted","digest":${say(entry.digest)}}`;
  const head = `"action":${say(entry.action)},"actor":${actor},"at":${say(entry.at)},"entity":${entity}`;
  return `{${head},"id":${say(entry.uuid)},"payload":${payload},"prev":${say(entry.prev)},"req":${say(more.req)},"v":1}`;
}

function read(value: JsonValue): { entry: Envelope; more: { ref: string; type: string; req: string } } {
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
    digest: hash(object(top["payload"], "payload")["digest"], "payload.digest"),
  };
  const more = {
    ref: text(actor["ref"], "actor.ref"),
    type: text(actor["type"], "actor.type"),
    req: text(top["req"], "req"),
  };
  return { entry, more };
}

/** Inside of a text in canonical JSON that needs no escape. */
const PLAIN = String.raw`[^"\\\u0000-\u001f]+`;
const UUID_TEXT = UUID.source.slice(1, -1);
const INSTANT_TEXT = INSTANT.source.slice(1, -1);
const HASH_TEXT = HASH.source.slice(1, -1);

/** The canonical text of an envelope without escapes: what nearly every entry is. */
const USUAL = new RegExp(
  [
    `^\\{"action":"(${PLAIN})","actor":\\{"ref":"${PLAIN}","type":"${PLAIN}"\\},"at":"(${INSTANT_TEXT})"`,
    `,"entity":\\{"id":"(${PLAIN})","type":"(${PLAIN})","version":([1-9]\\d{0,14})\\},"id":"(${UUID_TEXT})"`,
    `,"payload":\\{"alg":"sha256-salted","digest":"(${HASH_TEXT})"\\},"prev":(?:null|"(${HASH_TEXT})")`,
    `,"req":"${PLAIN}","v":1\\}$`,
  ].join(""),
);

function readUsual(found: string): Envelope | undefined {
  const [whole, action = "", at = "", entityId = "", entityType = "", version, uuid = "", digest = "", prev = null] =
    USUAL.exec(found) ?? [];
  if (whole === undefined) return undefined;
  return { action, at, entityId, entityType, version: Number(version), uuid, digest, prev };
}

/**
 * Reads the envelope of an entry: canonical JSON (RFC 8785) with exactly the members of version 1. Text
 * without escapes is matched as a whole; any other is compared with the one that its values give, which is what canonical
 * means, at a fraction of the time of the general check.
 * Throws an error that says what is wrong.
 */
export function parseEnvelope(bytes: Uint8Array): Envelope {
  if (!isUtf8(bytes)) throw new Error("the entry is not valid UTF-8");
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  const quick = readUsual(found);
  if (quick !== undefined) return quick;
  let value: JsonValue;
  try {
    value = JSON.parse(found) as JsonValue;
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
