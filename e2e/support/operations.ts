import { readFileSync } from "node:fs";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Permission } from "@/lib/kernel/policy.ts";

export interface Operation {
  readonly name: string;
  readonly method: string;
  /** The template, such as `/models/{id}`. */
  readonly path: string;
  readonly permission: Permission;
  /** The media type its body is sent as; null for reads. */
  readonly bodyType: string | null;
  /** JSON Schemas of what must be sent, by field; in the query of a read, in the body of a write. */
  readonly required: Readonly<Record<string, JsonSchema>>;
  /** Whether its body is one of several shapes, told apart by a field of it. */
  readonly hasShapes: boolean;
  /** A door of telemetry: its body and what it answers are those of the format, not ours. */
  readonly inOwnFormat: boolean;
}

export interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly "x-permission": Permission;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<
        string,
        {
          schema: {
            format?: string;
            properties?: Readonly<Record<string, JsonSchema>>;
            required?: readonly string[];
            oneOf?: unknown;
          };
        }
      >
    >;
  };
}

type OpenApiPaths = Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;

/** Bodies that are files. */
const FILES: Readonly<Record<string, string>> = { "/imports/{format}": "text/markdown" };

/** Operations of routes that are no entry of the registry: they carry files. */
const BESIDE_THE_REGISTRY: readonly Operation[] = [
  {
    name: "evidence.add_file",
    method: "POST",
    path: "/evidence/files",
    permission: "evidence:write",
    bodyType: "application/octet-stream",
    required: {},
    hasShapes: false,
    inOwnFormat: false,
  },
  {
    name: "evidence.download",
    method: "GET",
    path: "/evidence/{id}/file",
    permission: "evidence:read",
    bodyType: null,
    required: {},
    hasShapes: false,
    inOwnFormat: false,
  },
];

const document = JSON.parse(readFileSync("public/openapi.json", "utf8")) as { readonly paths: OpenApiPaths };

function requiredOf({ parameters = [], requestBody }: OpenApiOperation): Operation["required"] {
  const asked = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const { properties = {}, required = [] } = requestBody?.content["application/json"]?.schema ?? {};
  return Object.fromEntries([
    ...asked.map(({ name, schema }) => [name, schema] as const),
    ...required.map((name) => [name, properties[name] ?? {}] as const),
  ]);
}

/** The first media type of an operation whose body is a batch of telemetry; undefined for all others. */
function batchType({ requestBody, ...operation }: OpenApiOperation): string | undefined {
  if (operation["x-permission"] !== "telemetry:write") return undefined;
  return Object.entries(requestBody?.content ?? {}).find(([, { schema }]) => schema.format === "binary")?.[0];
}

/** Every operation that has an address, from the OpenAPI document that is made of the registry. */
export const operations: readonly Operation[] = [
  ...Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      permission: operation["x-permission"],
      bodyType: method === "get" ? null : (FILES[path] ?? batchType(operation) ?? "application/json"),
      required: requiredOf(operation),
      hasShapes: operation.requestBody?.content["application/json"]?.schema.oneOf !== undefined,
      inOwnFormat: batchType(operation) !== undefined,
    })),
  ),
  ...BESIDE_THE_REGISTRY,
];

export const writes = operations.filter(({ bodyType }) => bodyType !== null);

/** An id that nothing has. */
export const NOTHING = "00000000-0000-7000-8000-000000000000";

/** The operation's address, with ids that nothing has. */
export const addressOf = ({ path }: Operation): string =>
  `/api/v1${path
    .replace("{format}", "model-card")
    .replace("{signal}", "traces")
    .replace("{tool}", "nannyml")
    .replaceAll(/\{\w+\}/g, NOTHING)}`;

/**
 * Calls an operation so that it can do nothing: what is sent holds a field that no schema knows, which is refused after
 * the permission was checked and before anything is done.
 */
export async function probe(
  http: APIRequestContext,
  operation: Operation,
  headers: Readonly<Record<string, string>> = {},
): Promise<APIResponse> {
  const { method, bodyType } = operation;
  const address = addressOf(operation);
  if (bodyType === null) return http.fetch(`${address}?unknown-field=1`, { method, headers });
  const data = bodyType === "application/json" ? JSON.stringify({ "unknown-field": 1 }) : "";
  const target = bodyType === "application/json" ? address : `${address}?unknown-field=1`;
  return http.fetch(target, { method, data, headers: { "content-type": bodyType, ...headers } });
}
