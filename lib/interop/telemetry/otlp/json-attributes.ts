import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import type { AttributeValue } from "./attributes.ts";
import type { JsonFields } from "./json-fields.ts";
import type { Wanted } from "./wanted-attributes.ts";

/** Reads a list of KeyValue, those with wanted keys. Source: opentelemetry/proto/common/v1/common.proto, 1.10. */
export function readJsonAttributes(fields: JsonFields, list: unknown, wanted: Wanted): Map<string, AttributeValue> {
  const attributes = new Map<string, AttributeValue>();
  for (const item of fields.list(list, "attributes")) {
    const pair = fields.object(item, "attributes");
    const key = fields.text(pair.key, "attributes/key");
    if (wanted(key)) attributes.set(key, readAnyValue(fields, pair.value, 0));
  }
  return attributes;
}

function readAnyValue(fields: JsonFields, given: unknown, depth: number): AttributeValue {
  const name = "attributes/value";
  if (depth > TELEMETRY_LIMITS.depth) {
    const message = `An attribute is nested deeper than ${TELEMETRY_LIMITS.depth} levels.`;
    throw new UnreadableBatchError("too_large", message, name);
  }
  const value = fields.object(given, name);
  if (value.stringValue !== undefined && value.stringValue !== null) return fields.text(value.stringValue, name);
  if (value.boolValue !== undefined && value.boolValue !== null) return fields.bool(value.boolValue, name);
  if (value.intValue !== undefined && value.intValue !== null) return fields.whole(value.intValue, name);
  if (value.doubleValue !== undefined && value.doubleValue !== null) return fields.double(value.doubleValue, name);
  if (value.bytesValue !== undefined && value.bytesValue !== null) return fields.text(value.bytesValue, name);
  if (value.arrayValue !== undefined && value.arrayValue !== null) {
    const { values } = fields.object(value.arrayValue, name);
    return fields.list(values, name).map((item) => readAnyValue(fields, item, depth + 1));
  }
  if (value.kvlistValue === undefined || value.kvlistValue === null) return null;
  const { values } = fields.object(value.kvlistValue, name);
  const entries = fields.list(values, name).map((item): [string, AttributeValue] => {
    const pair = fields.object(item, name);
    return [fields.text(pair.key, name), readAnyValue(fields, pair.value, depth + 1)];
  });
  return Object.fromEntries(entries);
}
