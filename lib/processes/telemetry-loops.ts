import type pg from "pg";
import { inTransaction } from "../audit/log-session.ts";
import { newId } from "../kernel/ids.ts";
import { foldInbox } from "../telemetry/engine/fold-inbox.ts";
import { judgeDue } from "../telemetry/engine/judge/judge-due.ts";
import { judgeSilence } from "../telemetry/engine/judge/judge-silence.ts";
import { keepPartitions } from "../telemetry/engine/keep-partitions.ts";
import type { TelemetryDatabase } from "../telemetry/engine/sql-session.ts";
import { repeat, type Loop } from "./repeat.ts";

const FOLD_POLL_MS = 500;
const JUDGE_POLL_MS = 5_000;
const SILENCE_POLL_MS = 60_000;
const PARTITIONS_POLL_MS = 3_600_000;

/** The worker's pool as telemetry's engine sees it. */
export function telemetryDatabase(pool: pg.Pool): TelemetryDatabase {
  return {
    query: async (sql, params) => pool.query(sql, params),
    transaction: (work) => inTransaction(pool, work),
  };
}

/** Starts what counts and judges telemetry. */
export function startTelemetryLoops(pool: pg.Pool): Loop {
  const database = telemetryDatabase(pool);
  let stopping = false;
  const tools = { newId, now: () => new Date(), listeningSince: new Date() };
  const loops = [
    repeat("telemetry", FOLD_POLL_MS, async () => {
      while (!stopping && (await foldInbox(database, tools)) > 0);
    }),
    repeat("telemetry detectors", JUDGE_POLL_MS, async () => {
      while (!stopping && (await judgeDue(database, tools)) > 0);
    }),
    repeat("telemetry silence", SILENCE_POLL_MS, async () => {
      await judgeSilence(database, tools);
    }),
    repeat("telemetry partitions", PARTITIONS_POLL_MS, () => keepPartitions(database, new Date())),
  ];
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
