import type { z } from "../zod.ts";

/** What a handler may do: run commands and queries as the system. */
export type JobHandler<Input> = (input: Input) => Promise<void>;

export type Job<Input extends z.ZodType = z.ZodType> = {
  kind: "job";
  name: string;
  input: Input;
  maxAttempts: number;
  /** crontab text (UTC) for jobs that run by themselves; their input must accept `{}`. */
  cron?: string;
  /** Loaded by the worker only. */
  handler: () => Promise<{ run: JobHandler<z.output<Input>> }>;
};

export type AnyJob = Omit<Job, "handler"> & { handler: () => Promise<{ run: JobHandler<never> }> };

/** Declares a job: light here, so that commands can enqueue it; the handler is loaded where it runs. */
export function defineJob<Input extends z.ZodType>(
  definition: Omit<Job<Input>, "kind" | "maxAttempts"> & { maxAttempts?: number },
): Job<Input> {
  return { kind: "job", maxAttempts: 10, ...definition };
}
