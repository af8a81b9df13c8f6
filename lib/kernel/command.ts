import type { Tx } from "../db/types.ts";
import type { z } from "../zod.ts";
import type { AuditItem } from "./aggregate.ts";
import type { Actor } from "./actor.ts";
import type { CommandContext } from "./context.ts";
import type { Permission } from "./policy.ts";

/** GET only for a download that leaves an entry. */
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** Method and path under /api/v1, parameters in braces: "POST /models/{id}/archive". */
export type CommandHttp = `${HttpMethod} /${string}`;

export type NonEmpty<T> = readonly [T, ...T[]];

type RunArguments<Input, Target> = { tx: Tx; input: Input; target: Target; ctx: CommandContext };

export type CommandDefinition<Input extends z.ZodType, Output extends z.ZodType, Target> = {
  /** Audit action and OpenAPI operation id: noun, dot, verb. */
  name: string;
  /** One line for the API's readers and the access matrix. */
  summary: string;
  permission: Permission;
  input: Input;
  output: Output;
  http?: CommandHttp;
  /** Media types of a body that is a file instead of JSON; the description of the API says so. */
  rawBody?: readonly string[];
  /** Media types of an answer that is a file instead of JSON. */
  rawAnswer?: readonly string[];
  /** Whether a person must have proved who they are within the last minutes. */
  reauthenticate?: boolean;
  /** How long the transaction may take, for bulk work in the background; a minute when left out. Milliseconds. */
  timeoutMs?: number;
  /** "merge" exempts from the standard stale-version test; see the decisions. */
  concurrency?: "merge";
  /** Finds the organization when the actor has none: new ones, and doors for people without an account. */
  organization?: (args: { tx: Tx; input: z.output<Input>; newId: () => string; now: () => Date }) => Promise<string>;
  /** Loads the target inside the transaction and the organization; throws not_found for what is absent or hidden. */
  load?: (args: Omit<RunArguments<z.output<Input>, never>, "target">) => Promise<Target>;
  /** Rules on this target and this actor (owner, approver is not the author). Throws forbidden. */
  authorize?: (args: { actor: Actor; input: z.output<Input>; target: Target }) => void;
  /** Does the change and gives the account of it. The rows must be changed before this returns. */
  run: (
    args: RunArguments<z.output<Input>, Target>,
  ) => Promise<{ result: z.input<Output>; audit: NonEmpty<AuditItem> }>;
};

export type Command<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType, Target = never> = {
  kind: "command";
} & CommandDefinition<Input, Output, Target>;

/** A command of any shape, as the registry holds it. */
export type AnyCommand = Omit<Command, "load" | "authorize" | "run" | "organization"> & { kind: "command" };

/** The only way to write. See lib/kernel/run-command.ts for what happens, in which order. */
export function defineCommand<Input extends z.ZodType, Output extends z.ZodType, Target = undefined>(
  definition: CommandDefinition<Input, Output, Target>,
): Command<Input, Output, Target> {
  return { kind: "command", ...definition };
}

/** A write that leaves no entry because it touches only tables outside the trail; the reason stands in the access matrix. */
export type ScratchDefinition<Input extends z.ZodType, Output extends z.ZodType> = {
  name: string;
  summary: string;
  permission: Permission;
  /** Why this needs no entry. */
  reason: string;
  input: Input;
  output: Output;
  http?: CommandHttp;
  /** Media types of a body that is a file instead of JSON; the description of the API says so. */
  rawBody?: readonly string[];
  /** Media types of an answer that is a file instead of JSON. */
  rawAnswer?: readonly string[];
  /** Not within one organization: doors for people without an account, and housekeeping. `ctx.orgId` is then empty. */
  scope?: "installation";
  /** Its statements are plain SQL and its values large: `tx` then has `$queryRawUnsafe` and `$executeRawUnsafe` alone. */
  plain?: true;
  run: (args: { tx: Tx; input: z.output<Input>; ctx: CommandContext }) => Promise<z.input<Output>>;
};

export type Scratch<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> = {
  kind: "scratch";
} & ScratchDefinition<Input, Output>;

export type AnyScratch = Omit<Scratch, "run"> & { kind: "scratch" };

/** Declares a write to tables on the exemption list (drafts, read marks). The guard refuses it on any other table. */
export function defineScratch<Input extends z.ZodType, Output extends z.ZodType>(
  definition: ScratchDefinition<Input, Output>,
): Scratch<Input, Output> {
  return { kind: "scratch", ...definition };
}
