import { Logger, parseCronItems, run, type Runner, type TaskList } from "graphile-worker";
import pg from "pg";
import { disconnect } from "../db/client.ts";
import { env, exposeToLibraries } from "../env.ts";
import { keepHouse, reportAlive } from "../jobs/housekeeping.ts";
import { newId } from "../kernel/ids.ts";
import { log } from "../log.ts";
import { jobs } from "../registry.ts";
import { startAlertLoops } from "./alert-loops.ts";
import { startLogLoops } from "./log-loops.ts";
import { repeat } from "./repeat.ts";
import { stepBack } from "./step-back.ts";
import { startTelemetryLoops } from "./telemetry-loops.ts";
import { onStopSignal } from "./stop-signals.ts";

const STOP_LIMIT_MS = 3_800;

function taskList(): TaskList {
  return Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload: unknown) => {
        const input: unknown = job.input.parse(payload ?? {});
        const { run: handle } = await job.handler();
        await handle(input as never);
      },
    ]),
  );
}

const jobLog = new Logger(() => (level, message) => {
  const severity: string = level;
  if (severity === "error") log.error("job", { message });
  else if (severity === "warning") log.warn("job", { message });
});

async function startRunner(pool: pg.Pool): Promise<Runner> {
  const cron = jobs.flatMap((job) =>
    job.cron === undefined ? [] : [{ task: job.name, match: job.cron, options: { backfillPeriod: 0 } }],
  );
  return run({
    pgPool: pool,
    concurrency: 4,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: jobLog,
    taskList: taskList(),
    parsedCronItems: parseCronItems(cron),
  });
}

/** Starts the worker process: jobs, and small things that have to be done again and again. */
async function main(): Promise<void> {
  exposeToLibraries();
  stepBack();
  const instance = newId();
  const startedAt = new Date();
  const pool = new pg.Pool({ connectionString: env().DATABASE_WORKER_URL, max: 8 });
  const broke = (error: Error): void => log.warn("the worker's database connection broke", { error });
  pool.on("error", broke);
  pool.on("connect", (client) => void client.on("error", broke));
  const alive = { instance, startedAt };
  await reportAlive(pool, alive);
  const runner = await startRunner(pool);
  const loops = [
    repeat("heartbeat", 3_000, () => reportAlive(pool, alive)),
    repeat("housekeeping", 60_000, () => keepHouse(pool)),
    startLogLoops(),
    startTelemetryLoops(pool),
    startAlertLoops(),
  ];
  log.info("worker process ready", { instance });

  onStopSignal(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await runner.stop();
    await pool.end();
    await disconnect();
  }, STOP_LIMIT_MS);
}

await main();
