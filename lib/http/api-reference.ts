import { describedPaths } from "./openapi.ts";

type Schema = Record<string, unknown>;

export type ReferenceField = {
  name: string;
  where: "path" | "query" | "body" | "answer";
  type: string;
  required: boolean;
  description: string;
};

export type ReferenceOperation = {
  id: string;
  method: string;
  path: string;
  summary: string;
  permission: string;
  byKey: boolean;
  fields: ReferenceField[];
  answer: ReferenceField[];
};

export type ReferenceGroup = { name: string; operations: ReferenceOperation[] };

function typeOf(schema: Schema | boolean): string {
  if (typeof schema === "boolean") return "anything";
  if (Array.isArray(schema["enum"]))
    return (schema["enum"] as unknown[]).map((value) => `“${String(value)}”`).join(" | ");
  if ("const" in schema) return `“${String(schema["const"])}”`;
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return [...new Set((choices as Schema[]).map(typeOf))].join(" | ");
  const parts = schema["prefixItems"];
  if (Array.isArray(parts)) return `list of ${(parts as Schema[]).map(typeOf).join(", then ")}`;
  if (schema["type"] === "array") return `list of ${typeOf((schema["items"] ?? {}) as Schema)}`;
  const type = typeof schema["type"] === "string" ? schema["type"] : "anything";
  return typeof schema["format"] === "string" ? `${type}, ${schema["format"]}` : type;
}

function fieldsOf(schema: Schema | undefined, where: ReferenceField["where"]): ReferenceField[] {
  const required = (schema?.["required"] ?? []) as string[];
  return Object.entries((schema?.["properties"] ?? {}) as Record<string, Schema>).map(([name, property]) => ({
    name,
    where,
    type: typeOf(property),
    required: required.includes(name),
    description: typeof property["description"] === "string" ? property["description"] : "",
  }));
}

type Parameter = { name: string; in: "path" | "query"; required: boolean; description?: string; schema: Schema };
type Body = { content: { "application/json"?: { schema: Schema } } };
type RawOperation = {
  operationId: string;
  summary: string;
  "x-permission": string;
  security: Schema[];
  tags: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses: { 200: Body };
};

function toOperation(path: string, method: string, raw: RawOperation): ReferenceOperation {
  const parameters = (raw.parameters ?? []).map((p) => ({
    name: p.name,
    where: p.in,
    type: typeOf(p.schema),
    required: p.required,
    description: p.description ?? "",
  }));
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary: raw.summary,
    permission: raw["x-permission"],
    byKey: raw.security.some((entry) => "apiKey" in entry),
    fields: [...parameters, ...fieldsOf(raw.requestBody?.content["application/json"]?.schema, "body")],
    answer: fieldsOf(raw.responses[200].content["application/json"]?.schema, "answer"),
  };
}

/** The API as a reader wants it: grouped by noun, each operation with its fields, from what is served as OpenAPI. */
export function apiReference(): ReferenceGroup[] {
  const paths = describedPaths() as unknown as Record<string, Record<string, RawOperation>>;
  const groups = new Map<string, ReferenceOperation[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, raw] of Object.entries(methods)) {
      const name = raw.tags[0] ?? "other";
      groups.set(name, [...(groups.get(name) ?? []), toOperation(path, method, raw)]);
    }
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, operations]) => ({ name, operations }));
}
