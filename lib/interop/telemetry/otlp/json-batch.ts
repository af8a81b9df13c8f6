import type { BatchPlace } from "./batch-place.ts";
import { readJsonAttributes } from "./json-attributes.ts";
import type { JsonFields } from "./json-fields.ts";
import type { OtlpOrigin } from "./parts.ts";
import { wantedOfOrigin } from "./wanted-attributes.ts";

/** Takes the metrics, spans or records of a log one after the other. */
export interface JsonBatch {
  readonly place: BatchPlace;
  origin(origin: OtlpOrigin): void;
  item(fields: JsonFields, item: Readonly<Record<string, unknown>>): void;
}

const SIGNALS = ["resourceMetrics", "resourceLogs", "resourceSpans"];

/** Walks over an ExportMetricsServiceRequest, ExportLogsServiceRequest or ExportTraceServiceRequest in OTLP/JSON. */
export function readJsonBatch(fields: JsonFields, value: unknown, batch: JsonBatch): void {
  const { place } = batch;
  const [resources, scopes, items] = place.names;
  const request = fields.object(value, "");
  refuseOtherMessages(fields, request, resources);
  for (const resourceItem of fields.list(request[resources], resources)) {
    place.nextResource();
    const parent = fields.object(resourceItem, "");
    const resource = fields.object(parent.resource, "resource");
    const resourceAttributes = readJsonAttributes(fields, resource.attributes, wantedOfOrigin);
    for (const scopeItem of fields.list(parent[scopes], scopes)) {
      place.nextScope();
      const group = fields.object(scopeItem, "");
      const scope = fields.object(group.scope, "scope");
      const scopeName = fields.text(scope.name, "scope/name");
      const attributes = readJsonAttributes(fields, scope.attributes, wantedOfOrigin);
      batch.origin({ resource: resourceAttributes, scope: attributes, scopeName });
      for (const item of fields.list(group[items], items)) {
        place.nextItem();
        batch.item(fields, fields.object(item, ""));
      }
    }
  }
}

/** A request for another address, or with the names of the .proto file, would otherwise be taken as empty. */
function refuseOtherMessages(fields: JsonFields, request: Readonly<Record<string, unknown>>, wanted: string): void {
  if (request[wanted] !== undefined) return;
  const other = Object.keys(request).find((key) => {
    const camel = key.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
    return SIGNALS.includes(camel);
  });
  if (other !== undefined) fields.fail(other.slice(0, 40), `called "${wanted}" at this address, in lowerCamelCase`);
}
