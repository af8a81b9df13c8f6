import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { WireReader } from "../protobuf/wire-reader.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import type { AttributeValue } from "./attributes.ts";
import type { Wanted } from "./wanted-attributes.ts";

/** Reads a KeyValue into `into` when its key is wanted. Source: opentelemetry/proto/common/v1/common.proto, 1.10. */
export function readKeyValue(reader: WireReader, into: Map<string, AttributeValue>, wanted: Wanted): void {
  const outerEnd = reader.open();
  const start = reader.position;
  const key = keyOf(reader);
  if (wanted(key)) {
    reader.position = start;
    into.set(key, valueOf(reader, 0));
  }
  reader.close(outerEnd);
}

function keyOf(reader: WireReader): string {
  let key = "";
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) key = reader.text();
    else reader.skip();
  }
  return key;
}

function valueOf(reader: WireReader, depth: number): AttributeValue {
  let value: AttributeValue = null;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) value = readAnyValue(reader, depth);
    else reader.skip();
  }
  return value;
}

function readAnyValue(reader: WireReader, depth: number): AttributeValue {
  if (depth > TELEMETRY_LIMITS.depth) {
    const message = `An attribute is nested deeper than ${TELEMETRY_LIMITS.depth} levels.`;
    throw new UnreadableBatchError("too_large", message, `byte ${reader.position}`);
  }
  const outerEnd = reader.open();
  let value: AttributeValue = null;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) value = reader.text();
    else if (field === 2) value = reader.bool();
    else if (field === 3) value = reader.signed();
    else if (field === 4) value = reader.double();
    else if (field === 5) value = readArray(reader, depth + 1);
    else if (field === 6) value = readMap(reader, depth + 1);
    else if (field === 7) value = reader.base64();
    else reader.skip();
  }
  reader.close(outerEnd);
  return value;
}

function readArray(reader: WireReader, depth: number): AttributeValue {
  const outerEnd = reader.open();
  const values: AttributeValue[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 1) reader.skip();
    else {
      reader.listed();
      values.push(readAnyValue(reader, depth));
    }
  }
  reader.close(outerEnd);
  return values;
}

function readMap(reader: WireReader, depth: number): AttributeValue {
  const outerEnd = reader.open();
  const entries: [string, AttributeValue][] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 1) reader.skip();
    else {
      reader.listed();
      const entryEnd = reader.open();
      const start = reader.position;
      const key = keyOf(reader);
      reader.position = start;
      entries.push([key, valueOf(reader, depth)]);
      reader.close(entryEnd);
    }
  }
  reader.close(outerEnd);
  return Object.fromEntries(entries);
}
