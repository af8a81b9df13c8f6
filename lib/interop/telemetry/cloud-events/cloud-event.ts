import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { isStorable } from "../json/decode-body.ts";
import { parseBody, parseText } from "../json/parse-text.ts";
import { invalid, type RecordProblem, tooLarge, unsupported } from "../json/problem.ts";
import { readTime } from "../json/read-time.ts";
import { TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";

/** One CloudEvent, of whatever mode, after its attributes were checked. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Milliseconds since 1970; null when it says none. */
  readonly time: number | null;
  /** Extension attributes that are texts, by their name in lower case. */
  readonly extensions: Readonly<Record<string, string>>;
  readonly data: JsonValue;
}

const JSON_TYPE = /^[^;]*[/+]json\s*(?:;|$)/i;

/**
 * Checks the attributes of CloudEvents 1.0 (id, source, type and specversion are required) and makes JSON of the data:
 * `data` as it is, or `data_base64`. Data of another kind than JSON is unsupported.
 */
export function readCloudEvent(value: JsonValue): CloudEvent | RecordProblem {
  if (!isObject(value)) return invalid("A CloudEvent must be an object");
  const attributes = readAttributes(value);
  if ("message" in attributes) return attributes;
  const data = readData(value);
  return data.ok
    ? { ...attributes, data: data.decoded }
    : { code: codeOf(data.problem.code), message: data.problem.message };
}

/**
 * A CloudEvent in binary mode as the object that it would be in structured mode: `ce-` headers, whose names may be in any
 * case and whose values may be percent-encoded, and the body's type. The data is left out.
 */
export function attributesOf(headers: Readonly<Record<string, string | undefined>>, contentType: string): JsonObject {
  const attributes: JsonObject = { datacontenttype: contentType };
  for (const [name, value] of Object.entries(headers)) {
    const attribute = /^ce-([a-z0-9]+)$/.exec(name.toLowerCase())?.[1];
    if (attribute === undefined || value === undefined || attribute === "data") continue;
    attributes[attribute] = percentDecoded(value);
  }
  return attributes;
}

/** Whether a media type is JSON; a CloudEvent that names none means JSON. */
export function isJsonType(type: string): boolean {
  return type === "" || JSON_TYPE.test(type);
}

function readAttributes(value: JsonObject): Omit<CloudEvent, "data"> | RecordProblem {
  const { specversion, id, source, type } = value;
  if (specversion === undefined) return invalid("specversion is missing");
  if (specversion !== "1.0") return unsupported("specversion must be 1.0");
  const required = { id, source, type };
  for (const [name, said] of Object.entries(required)) {
    if (typeof said !== "string" || said === "") return invalid(`${name} must be text that is not empty`);
    if (said.length > TELEMETRY_LIMITS.stringLength / 4) return tooLarge(`${name} is too long`);
    if (!isStorable(said)) return invalid(`${name} must not hold NUL or half of a character`);
  }
  const time = (value.time ?? null) === null ? null : readTime(value.time);
  if (typeof time === "string") return invalid(`time ${time}`);
  const extensions: Record<string, string> = {};
  for (const [name, said] of Object.entries(value)) {
    if (/^[a-z0-9]+$/.test(name) && typeof said === "string" && said !== "" && isStorable(said)) {
      extensions[name] = said.slice(0, TELEMETRY_LIMITS.nameLength);
    }
  }
  return { ...(required as { id: string; source: string; type: string }), time, extensions };
}

function readData(value: JsonObject): TelemetryReading<JsonValue> {
  const type = typeof value.datacontenttype === "string" ? value.datacontenttype : "";
  const refusal = (message: string): TelemetryReading<never> => ({
    ok: false,
    problem: { code: "unsupported", message, place: "/data" },
  });
  if (typeof value.data_base64 === "string") {
    const bytes = fromBase64(value.data_base64);
    if (bytes === null)
      return { ok: false, problem: { code: "malformed", message: "data_base64 is no base64", place: "/data_base64" } };
    return isJsonType(type) ? parseBody({ bytes }) : refusal("data must be JSON");
  }
  if (!isJsonType(type)) return refusal("data must be JSON");
  const data = value.data ?? null;
  // Some producers write JSON into a text.
  if (typeof data === "string" && /^\s*[[{]/.test(data)) return parseText(data);
  return { ok: true, decoded: data };
}

function codeOf(code: "malformed" | "too_large" | "unsupported"): RecordProblem["code"] {
  return code === "malformed" ? "invalid" : code;
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}
