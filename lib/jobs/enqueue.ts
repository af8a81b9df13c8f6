import type { Exec } from "../db/exec.ts";

export type EnqueuedJob = {
  job: { name: string; maxAttempts: number };
  payload: unknown;
  runAt?: Date;
  /** A later job with the same key replaces one that has not started. */
  key?: string;
};

/** Adds jobs inside the caller's transaction through the one function that may: the application cannot see the queue. */
export async function enqueueAll(exec: Exec, jobs: readonly EnqueuedJob[]): Promise<void> {
  for (const { job, payload, runAt, key } of jobs) {
    await exec(`select jobs.enqueue($1, $2::text::json, $3::text::timestamptz, $4, $5::int)::text as done`, [
      job.name,
      JSON.stringify(payload),
      runAt?.toISOString() ?? null,
      key ?? null,
      job.maxAttempts,
    ]);
  }
}
