import { MerkleError } from "./merkle-error.ts";

/**
 * Which numbers are allowed: "finite" is RFC 8785 as it stands (any finite number in its ECMAScript text), "integers"
 * additionally refuses fractions and integers beyond 2^53 - 1, whose text another reader may round differently.
 */
export type CanonicalNumbers = "finite" | "integers";

/** What canonical JSON text can hold, as JSON.parse returns it. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [member: string]: JsonValue };

/** Deepest nesting of arrays and objects that is written or read. */
export const CANONICAL_JSON_DEPTH = 256;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Writes a value as canonical JSON (RFC 8785, JCS): no white space, members sorted by UTF-16 code units, ECMAScript
 * number text, the shortest escapes. Accepts null, booleans, well-formed strings, numbers (see CanonicalNumbers; the
 * envelope of an audit entry uses "integers"), arrays without holes, and plain objects; nothing is converted or left
 * out. Throws MerkleError "canonical_json" for everything else (undefined, bigint, functions, dates, class instances,
 * lone surrogates, symbol members, cycles, more than 256 levels), naming the place by a JSON pointer (RFC 6901).
 */
export function canonicalJson(value: unknown, numbers: CanonicalNumbers = "finite"): string {
  return write(value, numbers, []);
}

/** The UTF-8 bytes of canonicalJson: what is hashed and signed (RFC 8785 section 3.2.4). */
export function canonicalJsonBytes(value: unknown, numbers: CanonicalNumbers = "finite"): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value, numbers));
}

/**
 * Reads canonical JSON: valid UTF-8 without a byte order mark, and exactly the bytes that canonicalJson would write for
 * the value read (so no duplicate members, white space, other escapes or other number texts). Throws MerkleError
 * "canonical_json" for everything else.
 */
export function parseCanonicalJson(bytes: Uint8Array, numbers: CanonicalNumbers = "finite"): JsonValue {
  let text: string;
  let value: JsonValue;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as JsonValue;
  } catch {
    throw new MerkleError("canonical_json", "not JSON text in UTF-8");
  }
  if (canonicalJson(value, numbers) !== text) {
    throw new MerkleError("canonical_json", "JSON text is not in its canonical form");
  }
  return value;
}

/** Whether the bytes are canonical JSON, as parseCanonicalJson reads it; never throws. */
export function isCanonicalJson(bytes: Uint8Array, numbers: CanonicalNumbers = "finite"): boolean {
  try {
    parseCanonicalJson(bytes, numbers);
    return true;
  } catch (error) {
    if (error instanceof MerkleError) return false;
    throw error;
  }
}

type Path = (string | number)[];

function write(value: unknown, numbers: CanonicalNumbers, path: Path): string {
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

function writeString(value: string, path: Path, what: string): string {
  if (LONE_SURROGATE.test(value)) throw refused(path, `${what} with a lone surrogate`);
  return JSON.stringify(value);
}

function writeNumber(value: number, numbers: CanonicalNumbers, path: Path): string {
  if (!Number.isFinite(value)) throw refused(path, "number that is not finite");
  if (numbers === "integers" && !Number.isSafeInteger(value)) throw refused(path, "number that is not a safe integer");
  return JSON.stringify(value);
}

function writeArray(value: unknown[], numbers: CanonicalNumbers, path: Path): string {
  if (Object.getPrototypeOf(value) !== Array.prototype) throw refused(path, "instance of a class");
  if (Reflect.ownKeys(value).length !== value.length + 1) throw refused(path, "array with holes or named members");
  const items: string[] = [];
  for (let index = 0; index < value.length; index++) {
    path.push(index);
    items.push(write(value[index], numbers, path));
    path.pop();
  }
  return `[${items.join(",")}]`;
}

function writeObject(value: object, numbers: CanonicalNumbers, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw refused(path, "instance of a class");
  const names = Object.keys(value).sort();
  if (Reflect.ownKeys(value).length !== names.length) throw refused(path, "object with symbol or hidden members");
  const members: string[] = [];
  for (const name of names) {
    path.push(name);
    const key = writeString(name, path, "member name");
    members.push(`${key}:${write((value as Record<string, unknown>)[name], numbers, path)}`);
    path.pop();
  }
  return `{${members.join(",")}}`;
}

function refused(path: Path, reason: string): MerkleError {
  const pointer = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  return new MerkleError("canonical_json", `${reason} at ${JSON.stringify(pointer)}`);
}
