import type { z } from "../zod.ts";
import type { Actor } from "./actor.ts";

/** A job as the kernel needs it: its name and the shape of its input. The handler is known to the worker only. */
export type JobReference<Input extends z.ZodType> = { name: string; input: Input; maxAttempts: number };

/** What every command and query gets besides its input. */
export type Context = {
  orgId: string;
  actor: Actor;
  requestId: string;
  /** The time of this call; one instant for the whole command. */
  now: () => Date;
  newId: () => string;
};

export type CommandContext = Context & {
  /** Adds a job to this transaction: it exists if and only if the command commits. */
  enqueue: <Input extends z.ZodType>(
    job: JobReference<Input>,
    input: z.input<Input>,
    options?: { runAt?: Date; key?: string },
  ) => void;
  /** Tells one person's browsers that something of theirs changed; everybody else learns from the entries. */
  touch: (entityType: string, entityId: string, userId: string) => void;
  /** Opens the audit log of an organization that this command creates. */
  openLog: (orgId: string) => Promise<void>;
};

/** What a caller gives. Clock and request id have defaults outside tests. */
export type Call<Input> = { actor: Actor; input: Input; requestId?: string; now?: () => Date };
