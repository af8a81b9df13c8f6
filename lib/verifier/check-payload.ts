import { createHash } from "node:crypto";
import { decodeBase64 } from "../merkle/base64.ts";
import { canonicalJson, type JsonValue } from "../merkle/canonical-json.ts";

type JsonObject = { [member: string]: JsonValue };

/** What one line of `payloads.jsonl` says of one entry. */
export interface PayloadLine {
  readonly index: number;
  readonly uuid: string;
  /** The UUID of the entry that erased the payload. */
  readonly erasedBy?: string;
  readonly salt?: string;
  readonly payload?: JsonObject;
  /** Values of committed fields, with their salts. */
  readonly open: readonly { readonly pointer: string; readonly salt: string; readonly value: JsonValue }[];
  /** Committed fields whose values were erased, and by which entry. */
  readonly erased: readonly { readonly pointer: string; readonly by: string }[];
}

/** How the payload of one entry stands to its commitment. */
export interface PayloadOutcome {
  readonly problems: readonly string[];
  readonly withheld: number;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const list = (value: JsonValue | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

/** Reads one line. Throws an error that says what is wrong. */
export function parsePayloadLine(line: string): PayloadLine {
  const value = JSON.parse(line) as JsonValue;
  if (!isObject(value) || typeof value["index"] !== "number" || typeof value["uuid"] !== "string") {
    throw new Error("not a line with index and uuid");
  }
  return {
    index: value["index"],
    uuid: value["uuid"],
    ...(typeof value["erasedBy"] === "string" && { erasedBy: value["erasedBy"] }),
    ...(typeof value["salt"] === "string" && { salt: value["salt"] }),
    ...(isObject(value["payload"]) && { payload: value["payload"] }),
    open: list(value["open"]).map((item) => ({
      pointer: text(item["pointer"]),
      salt: text(item["salt"]),
      value: item["value"] ?? null,
    })),
    erased: list(value["erased"]).map((item) => ({ pointer: text(item["pointer"]), by: text(item["by"]) })),
  };
}

function commitment(domain: string, salt: string, value: JsonValue): string {
  const hash = createHash("sha256").update(`${domain}\0`, "latin1").update(decodeBase64(salt));
  return hash.update(canonicalJson(value), "utf8").digest("base64");
}

function committedFields(payload: JsonObject): Map<string, string> {
  const fields = new Map<string, string>();
  for (const side of ["before", "after"]) {
    const image = payload[side];
    if (!isObject(image)) continue;
    for (const [name, value] of Object.entries(image)) {
      if (isObject(value) && typeof value["$c"] === "string") fields.set(`/${side}/${name}`, value["$c"]);
    }
  }
  return fields;
}

/**
 * Checks a payload against the commitment in its entry, and each opened field against the commitment in the payload.
 * Fields that are neither opened nor erased are counted as withheld.
 */
export function checkPayload(line: PayloadLine, digest: string): PayloadOutcome {
  const problems: string[] = [];
  if (line.payload === undefined || line.salt === undefined) {
    return { problems: ["the payload is missing and no entry erased it"], withheld: 0 };
  }
  try {
    if (commitment("modelkeep/payload/v1", line.salt, line.payload) !== digest) {
      problems.push("the payload is not the one that the entry commits to");
    }
    const fields = committedFields(line.payload);
    for (const { pointer, salt, value } of line.open) {
      if (fields.get(pointer) === undefined) problems.push(`${pointer} is not a committed field`);
      else if (commitment("modelkeep/field/v1", salt, value) !== fields.get(pointer)) {
        problems.push(`${pointer} is not the value that the payload commits to`);
      }
      fields.delete(pointer);
    }
    for (const { pointer } of line.erased) fields.delete(pointer);
    return { problems, withheld: fields.size };
  } catch (error) {
    return { problems: [...problems, (error as Error).message], withheld: 0 };
  }
}

/** The UUIDs of entries that an erasure's payload lists. */
export function erasedEntries(payload: JsonObject | undefined): Set<string> {
  const after = payload?.["after"];
  const entries = isObject(after) ? after["entries"] : undefined;
  return new Set(Array.isArray(entries) ? entries.filter((uuid) => typeof uuid === "string") : []);
}
