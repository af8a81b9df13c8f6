import { reader, type WriteClient } from "../db/client.ts";
import type { z } from "../zod.ts";
import { can } from "./can.ts";
import type { Context, Call } from "./context.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import { organizationOf, parseInput } from "./input.ts";
import type { Permission } from "./policy.ts";

/** Method and path under /api/v1, parameters in braces; POST for what pipelines ask, as `curl` sends it. */
export type QueryHttp = `${"GET" | "POST"} /${string}`;

/** The session of a query: a login that may only SELECT. */
export type Reader = WriteClient;

export type QueryDefinition<Input extends z.ZodType, Output extends z.ZodType> = {
  name: string;
  summary: string;
  permission: Permission;
  input: Input;
  output: Output;
  http?: QueryHttp;
  /** Not within one organization: doors for people without an account, and housekeeping. `ctx.orgId` is then empty. */
  scope?: "installation";
  run: (args: { db: Reader; input: z.output<Input>; ctx: Context }) => Promise<z.input<Output>>;
};

export type Query<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  kind: "query";
} & QueryDefinition<Input, Output>;

export type AnyQuery = Omit<Query, "run"> & { kind: "query" };

/** The only way to read. The session may only SELECT, and `ctx.orgId` is the organization to stay in. */
export function defineQuery<Input extends z.ZodType, Output extends z.ZodType>(
  definition: QueryDefinition<Input, Output>,
): Query<Input, Output> {
  return { kind: "query", ...definition };
}

/** Runs a query: permission, input, read, output. Throws AppError. */
export async function runQuery<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  call: Call<z.input<Input>>,
): Promise<z.output<Output>> {
  if (!can(call.actor, query.permission)) {
    if (call.actor.type === "anonymous") throw new AppError("unauthenticated", "Please sign in first.");
    throw new AppError("forbidden", "Your role does not allow this.");
  }
  const input = parseInput(query.input, call.input);
  const instant = call.now?.() ?? new Date();
  const ctx: Context = {
    orgId: query.scope === "installation" ? "" : organizationOf(call.actor),
    actor: call.actor,
    requestId: call.requestId ?? newId(),
    now: () => instant,
    newId,
  };
  const result = await query.run({ db: reader(), input, ctx });
  return query.output.parse(result);
}
