import type { WireReader } from "../protobuf/wire-reader.ts";
import type { AttributeValue } from "./attributes.ts";
import type { BatchPlace } from "./batch-place.ts";
import type { OtlpOrigin } from "./parts.ts";
import { readKeyValue } from "./protobuf-attributes.ts";
import { wantedOfOrigin } from "./wanted-attributes.ts";

/** Takes the metrics, spans or records of a log one after the other; the reader stands at each, before it is opened. */
export interface ProtobufBatch {
  readonly place: BatchPlace;
  origin(origin: OtlpOrigin): void;
  item(reader: WireReader): void;
}

/**
 * Walks over an ExportMetricsServiceRequest, ExportLogsServiceRequest or ExportTraceServiceRequest, which differ only below the scope:
 * 1 resources { 1 resource { 1 attributes }, 2 scopes { 1 scope { 1 name, 3 attributes }, 2 items } }. Fields may come in any order.
 * Source: opentelemetry/proto/collector, 1.10.
 */
export function readProtobufBatch(reader: WireReader, batch: ProtobufBatch): void {
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    batch.place.nextResource();
    const outerEnd = reader.open();
    const start = reader.position;
    const resource = readHead(reader, 1).attributes;
    reader.position = start;
    for (let part = reader.next(); part !== 0; part = reader.next()) {
      if (part === 2) readScope(reader, resource, batch);
      else reader.skip();
    }
    reader.close(outerEnd);
  }
}

function readScope(reader: WireReader, resource: OtlpOrigin["resource"], batch: ProtobufBatch): void {
  batch.place.nextScope();
  const outerEnd = reader.open();
  const start = reader.position;
  const { name, attributes } = readHead(reader, 3);
  batch.origin({ resource, scope: attributes, scopeName: name });
  reader.position = start;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) {
      batch.place.nextItem();
      batch.item(reader);
    } else reader.skip();
  }
  reader.close(outerEnd);
}

/** The Resource (attributes in field 1) or InstrumentationScope (name in field 1, attributes in 3) in field 1 of what is open. */
function readHead(reader: WireReader, attributesField: 1 | 3): { name: string; attributes: OtlpOrigin["scope"] } {
  const attributes = new Map<string, AttributeValue>();
  let name = "";
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    const outerEnd = reader.open();
    for (let part = reader.next(); part !== 0; part = reader.next()) {
      if (part === attributesField) readKeyValue(reader, attributes, wantedOfOrigin);
      else if (part === 1) name = reader.text();
      else reader.skip();
    }
    reader.close(outerEnd);
  }
  return { name, attributes };
}
