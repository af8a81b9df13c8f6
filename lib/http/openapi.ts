import { errorStatus } from "../kernel/errors.ts";
import { keyCan, type Permission } from "../kernel/policy.ts";
import { commands, queries, scratches } from "../registry.ts";
import { z } from "../zod.ts";
import { shareSchemas } from "./share-schemas.ts";

type Operation = {
  name: string;
  summary: string;
  permission: Permission;
  http?: string;
  rawBody?: readonly string[];
  rawAnswer?: readonly string[];
  input: z.ZodType;
  output: z.ZodType;
};

type JsonSchema = Record<string, unknown> & { properties?: Record<string, JsonSchema>; required?: string[] };

const toSchema = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return rest as JsonSchema;
};

const problem = { $ref: "#/components/responses/Problem" };

function parametersOf(input: JsonSchema, path: string, inQuery: boolean): { parameters: unknown[]; inPath: string[] } {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const names = inQuery ? Object.keys(input.properties ?? {}) : inPath;
  const parameters = [...new Set([...inPath, ...names])].map((name) => {
    const { description, ...schema } = input.properties?.[name] ?? { type: "string" };
    const required = inPath.includes(name) || (input.required ?? []).includes(name);
    return {
      name,
      in: inPath.includes(name) ? "path" : "query",
      required,
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
  return { parameters, inPath };
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  const required = (schema.required ?? []).filter((name) => !names.includes(name));
  const { required: _, ...rest } = schema;
  return { ...rest, properties: Object.fromEntries(properties), ...(required.length === 0 ? {} : { required }) };
}

const file = { type: "string", format: "binary" };

function contentOf(raw: readonly string[] | undefined, schema: JsonSchema): Record<string, { schema: unknown }> {
  if (raw === undefined) return { "application/json": { schema } };
  return Object.fromEntries(raw.map((mediaType) => [mediaType, { schema: file }]));
}

function describeOperation(operation: Operation, method: string, path: string): Described {
  const input = toSchema(operation.input, "input");
  const isRead = method === "get";
  const { parameters, inPath } = parametersOf(input, path, isRead);
  const open = operation.permission.startsWith("public:");
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split(".")[0]],
    "x-permission": operation.permission,
    security: open ? [] : [{ session: [] }, ...(keyCan(operation.permission) ? [{ apiKey: [] }] : [])],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(isRead
      ? {}
      : { requestBody: { required: true, content: contentOf(operation.rawBody, without(input, inPath)) } }),
    responses: {
      200: { description: "Done", content: contentOf(operation.rawAnswer, toSchema(operation.output, "output")) },
      default: problem,
    },
  };
}

const components = {
  securitySchemes: {
    apiKey: { type: "http", scheme: "bearer", description: "An API key with the scopes it was given" },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "modelkeep.session",
      description: "The cookie of a signed-in person; writes need a same-origin request",
    },
  },
  responses: {
    Problem: {
      description: "What was wrong, and where",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  },
  schemas: {
    Problem: {
      type: "object",
      required: ["title", "status", "code", "requestId", "errors"],
      properties: {
        type: { type: "string" },
        title: { type: "string", description: "Plain words for a person" },
        status: { type: "integer" },
        code: { enum: Object.keys(errorStatus) },
        requestId: { type: "string" },
        errors: {
          type: "array",
          items: {
            type: "object",
            required: ["path", "message"],
            properties: { path: { type: "string" }, message: { type: "string" }, line: { type: "integer" } },
          },
        },
      },
    },
  },
};

/** Every operation that has an address, by path and method, each schema written out where it stands. */
export function describedPaths(): Record<string, Record<string, Described>> {
  const paths: Record<string, Record<string, Described>> = {};
  const operations: Operation[] = [...commands, ...scratches, ...queries];
  const addressed = operations.filter((operation) => operation.http !== undefined);
  for (const operation of addressed.sort((a, b) => (a.http ?? "").localeCompare(b.http ?? ""))) {
    const [method = "", path = ""] = (operation.http ?? "").split(" ");
    (paths[path] ??= {})[method.toLowerCase()] = describeOperation(operation, method.toLowerCase(), path);
  }
  return paths;
}

type Content = Record<string, { schema: unknown }>;
type Described = Record<string, unknown> & {
  operationId: string;
  requestBody?: { required: boolean; content: Content };
  responses: { 200: { description: string; content: Content }; default: unknown };
};

/** Takes what stands in several places out of the operations, in place; gives it by name. */
function shareIn(paths: Record<string, Record<string, Described>>): Record<string, unknown> {
  const places = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, requestBody, responses }) =>
      [requestBody?.content, responses[200].content].flatMap((content) => {
        const media = content?.["application/json"];
        return media === undefined ? [] : [{ name: operationId, media }];
      }),
    );
  const { schemas, shared } = shareSchemas(
    places.map(({ name, media }) => ({ name, schema: media.schema as Record<string, unknown> })),
  );
  for (const [index, { media }] of places.entries()) media.schema = schemas[index];
  return shared;
}

/** The OpenAPI 3.1 description of every operation that has an address, made from the registry. */
export function openApiDocument(): Record<string, unknown> {
  const paths = describedPaths();
  const shared = shareIn(paths);
  return {
    openapi: "3.1.0",
    info: {
      title: "Modelkeep",
      version: "1",
      description:
        "Everything the interface does. Errors are application/problem+json (RFC 9457) with code and requestId.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    paths,
    components: { ...components, schemas: { ...components.schemas, ...shared } },
  };
}
