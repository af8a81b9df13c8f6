import type { z } from "../zod.ts";

export type ApiProblem = {
  title: string;
  status: number;
  code: string;
  requestId: string;
  errors: { path: string; message: string; line?: number }[];
  [extra: string]: unknown;
};

/** A refused or failed call, as the server explained it. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(problem.title);
    this.problem = problem;
  }
}

type ApiOptions<Output extends z.ZodType> = {
  schema: Output;
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  search?: Record<string, unknown>;
  body?: unknown;
  raw?: { content: Blob | string; type: string };
  signal?: AbortSignal;
};

function searchText(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "") continue;
    for (const item of Array.isArray(value) ? value : [value]) params.append(key, String(item));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const fallback: ApiProblem = {
    title: response.status === 0 ? "The server cannot be reached." : `The server answered ${String(response.status)}.`,
    status: response.status,
    code: "internal",
    requestId: response.headers.get("x-request-id") ?? "",
    errors: [],
  };
  try {
    return { ...fallback, ...((await response.json()) as Partial<ApiProblem>) };
  } catch {
    return fallback;
  }
}

/** Sends one request to our own API and gives the answer unread. `raw` sends a file as it is, instead of JSON. */
async function send(path: string, options: Omit<ApiOptions<z.ZodType>, "schema">): Promise<Response> {
  const method = options.method ?? "GET";
  const body = method === "GET" ? {} : { body: options.raw?.content ?? JSON.stringify(options.body ?? {}) };
  const type = method === "GET" ? {} : { "content-type": options.raw?.type ?? "application/json" };
  const response = await fetch(`/api/v1${path}${searchText(options.search ?? {})}`, {
    method,
    headers: { accept: "application/json", ...type },
    ...body,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    credentials: "same-origin",
  });
  if (!response.ok) throw new ApiError(await readProblem(response));
  return response;
}

/** Calls our own API from the browser. `path` starts behind /api/v1. Throws ApiError with the server's problem. */
export async function apiFetch<Output extends z.ZodType>(
  path: string,
  options: ApiOptions<Output>,
): Promise<z.output<Output>> {
  const response = await send(path, options);
  return options.schema.parse(await response.json());
}

/** Asks our own API for a file: its name, as the answer's content-disposition says, and its bytes. Throws ApiError. */
export async function apiDownload(path: string, body: unknown): Promise<{ name: string; blob: Blob }> {
  const response = await send(path, { method: "POST", body });
  const disposition = response.headers.get("content-disposition") ?? "";
  return { name: /filename="([^"]+)"/.exec(disposition)?.[1] ?? "export", blob: await response.blob() };
}
