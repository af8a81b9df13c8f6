import type { Actor } from "../kernel/actor.ts";
import type { Command, Scratch } from "../kernel/command.ts";
import { newId } from "../kernel/ids.ts";
import { runQuery, type Query } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { requestActor } from "../auth/request-actor.ts";
import type { z } from "../zod.ts";
import { readJsonObject, requireMediaType } from "./body.ts";
import { problemResponse } from "./problem.ts";
import { requireSameOrigin } from "./same-origin.ts";

/** What Next gives a route handler besides the request. */
export type RouteContext = { params: Promise<Record<string, string | string[]> | undefined> };
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

type Resolved = { actor: Actor; requestId: string };

type ActorOptions = {
  /** Who sends it, where the address itself says so. */
  actorOf?: (request: Request, params: Record<string, string>) => ReturnType<typeof requestActor>;
  /** The answer to what failed, for formats that have their own. */
  refuse?: (error: unknown, request: Request, requestId: string) => Response;
};

/** Runs a handler with the actor of the request; every error leaves as problem+json with the request's id, or as `refuse` says. */
export function withActor(
  handle: (request: Request, resolved: Resolved, params: Record<string, string>) => Promise<Response>,
  { actorOf = requestActor, refuse }: ActorOptions = {},
): RouteHandler {
  return async (request, context) => {
    const requestId = newId();
    try {
      const params = Object.fromEntries(
        Object.entries((await context.params) ?? {}).map(([key, value]) => [
          key,
          Array.isArray(value) ? value.join("/") : value,
        ]),
      );
      const { actor, viaCookie } = await actorOf(request, params);
      if (viaCookie && request.method !== "GET" && request.method !== "HEAD") requireSameOrigin(request);
      const response = await handle(request, { actor, requestId }, params);
      response.headers.set("x-request-id", requestId);
      return response;
    } catch (error) {
      return refuse === undefined ? problemResponse(error, requestId) : refuse(error, request, requestId);
    }
  };
}

/** JSON that no cache keeps. */
export function jsonResponse(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value ?? null), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

const hasBody = (request: Request): boolean =>
  request.headers.get("content-type") !== null || Number(request.headers.get("content-length") ?? 0) > 0;

type CommandRouteOptions = { status?: number };

/** A route that is one command: path parameters and JSON body make the input; path parameters win. */
export function commandRoute<Input extends z.ZodType, Output extends z.ZodType, Target>(
  command: Command<Input, Output, Target> | Scratch<Input, Output>,
  options: CommandRouteOptions = {},
): RouteHandler {
  return withActor(async (request, { actor, requestId }, params) => {
    if (hasBody(request) || request.method !== "DELETE") requireMediaType(request, ["application/json"]);
    const input = { ...(await readJsonObject(request)), ...params } as z.input<Input>;
    const call = { actor, input, requestId };
    const result = command.kind === "command" ? await runCommand(command, call) : await runScratch(command, call);
    return jsonResponse(result, options.status ?? 200);
  });
}

/** The part of a query's input that is not in the path: search parameters, or the JSON body of one that is asked by POST. */
async function askedOf(request: Request): Promise<object> {
  if (request.method === "GET" || request.method === "HEAD") return searchInput(new URL(request.url).searchParams);
  if (!hasBody(request)) return {};
  requireMediaType(request, ["application/json"]);
  return readJsonObject(request);
}

/** A route that is one query: path and search parameters (or a JSON body) make the input; a repeated parameter is a list. */
export function queryRoute<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
): RouteHandler {
  return withActor(async (request, { actor, requestId }, params) => {
    const input = { ...(await askedOf(request)), ...params } as z.input<Input>;
    return jsonResponse(await runQuery(query, { actor, input, requestId }));
  });
}

/** Search parameters as a record; parameters that stand more than once become lists. */
export function searchInput(search: URLSearchParams): Record<string, string | string[]> {
  const keys = [...new Set(search.keys())];
  return Object.fromEntries(
    keys.map((key) => {
      const all = search.getAll(key);
      return [key, all.length === 1 ? (all[0] ?? "") : all];
    }),
  );
}
