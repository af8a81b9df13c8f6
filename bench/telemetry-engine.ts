import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { inTransaction } from "../lib/audit/log-session.ts";
import { disconnect } from "../lib/db/client.ts";
import { sendEventsRoute } from "../lib/http/telemetry/own-routes.ts";
import { remoteWriteRoute } from "../lib/http/telemetry/remote-write-route.ts";
import { readEvents } from "../lib/interop/telemetry/events/read-events.ts";
import { registerModel } from "../lib/inventory/commands/register-model.ts";
import type { Actor } from "../lib/kernel/actor.ts";
import { newId } from "../lib/kernel/ids.ts";
import { runQuery } from "../lib/kernel/query.ts";
import { runCommand } from "../lib/kernel/run-command.ts";
import { createKey } from "../lib/people/commands/create-key.ts";
import { createOrganization } from "../lib/people/commands/create-organization.ts";
import { foldOrganization } from "../lib/telemetry/engine/fold-inbox.ts";
import { judgeOrganization } from "../lib/telemetry/engine/judge/judge-due.ts";
import { readTelemetry } from "../lib/telemetry/queries/read-telemetry.ts";
import { chartTimes, fillHistory } from "./telemetry-history.ts";
import { prometheusRate, REMOTE_SAMPLES, remoteHeaders, remoteWrites } from "./telemetry-remote-write.ts";

const EVENTS = 1_000;
const BATCHES = 60;
const FEATURES = 20;

/** A batch of events with 20 features, a client of 50 and an input that repeats seldom, spread over the last hours. */
function makeBatch(number: number, now: number): string {
  const events = Array.from({ length: EVENTS }, (_, index) => {
    const seed = number * EVENTS + index;
    const features = Object.fromEntries(
      Array.from({ length: FEATURES }, (__, feature) => [
        `feature_${feature}`,
        feature % 5 === 0 ? `category ${(seed * 7) % 12}` : ((seed * (feature + 3)) % 10_007) / 7,
      ]),
    );
    return {
      ts: now - (seed % 86_400) * 100,
      client: `client ${seed % 50}`,
      prediction: seed % 9 === 0 ? "yes" : "no",
      confidence: (seed % 100) / 100,
      latency_ms: 10 + (seed % 90),
      features,
    };
  });
  return JSON.stringify(events);
}

/** The events of a batch as rows for COPY: five plain columns, then the features. */
function csvOf(body: string): string {
  const events = JSON.parse(body) as ({ features: Record<string, unknown> } & Record<string, unknown>)[];
  return events
    .map(({ ts, client, prediction, confidence, latency_ms: latency, features }) =>
      [ts, client, prediction, confidence, latency, ...Object.values(features)].join(","),
    )
    .join("\n");
}

/** Columns of the same rows: every fifth feature is a text, the rest numbers. */
const COLUMNS = [
  ...["at bigint", "client text", "prediction text", "confidence float8", "latency float8"],
  ...Array.from({ length: FEATURES }, (_, index) => `feature_${index} ${index % 5 === 0 ? "text" : "float8"}`),
].join(", ");

function p99(times: number[]): number {
  return times.sort((left, right) => left - right)[Math.floor(times.length * 0.99)] ?? 0;
}

/** CPU seconds of this process for some work. */
async function cpuOf(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export async function startBench({ folder, urls }: { folder: string; urls: { owner: string } }) {
  const owner = new pg.Pool({ connectionString: urls.owner, max: 2 });
  const worker = new pg.Pool({ connectionString: process.env["DATABASE_WORKER_URL"], max: 4 });
  const org = await runCommand(createOrganization, {
    actor: { type: "operator" },
    input: { name: "Bench", slug: "bench" },
  });
  const system: Actor = { type: "system", orgId: org.id, name: "bench" };
  const model = await runCommand(registerModel, {
    actor: system,
    input: { name: "Bench model", slug: "bench-model", kind: "predictive" },
  });
  const key = await runCommand(createKey, {
    actor: system,
    input: { name: "bench", scopes: ["telemetry:write"], models: [model.id], expiresAt: null },
  });
  const database = {
    query: async (sql: string, params?: unknown[]) => worker.query(sql, params),
    transaction: <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(worker, work),
  };
  const tools = { newId, now: () => new Date() };
  const now = Date.now();
  const batches = Array.from({ length: BATCHES }, (_, number) => makeBatch(number, now));
  const taken: { seconds: number; cpu: number; times: number[]; foldCpu: number; foldSeconds: number } = {
    seconds: 0,
    cpu: 0,
    times: [],
    foldCpu: 0,
    foldSeconds: 0,
  };

  const send = async (body: string): Promise<void> => {
    const request = new Request("http://bench.invalid/api/v1/telemetry/events", {
      method: "POST",
      headers: {
        authorization: `Bearer ${key.secret}`,
        "content-type": "application/json",
        "idempotency-key": randomBytes(8).toString("hex"),
      },
      body,
    });
    const began = performance.now();
    const answer = await sendEventsRoute(request, { params: Promise.resolve({}) });
    taken.times.push(performance.now() - began);
    if (answer.status !== 202) throw new Error(await answer.text());
  };

  const prepare = async (): Promise<void> => {
    if (taken.seconds > 0) return;
    await send(batches[0] ?? "[]");
    await foldOrganization(database, org.id, tools);
    taken.times.length = 0;
    let began = performance.now();
    taken.cpu = await cpuOf(async () => {
      for (const body of batches) await send(body);
    });
    taken.seconds = (performance.now() - began) / 1_000;
    began = performance.now();
    taken.foldCpu = await cpuOf(async () => {
      while ((await foldOrganization(database, org.id, tools)) > 0);
    });
    taken.foldSeconds = (performance.now() - began) / 1_000;
  };

  const parse = async (): Promise<number> =>
    cpuOf(() => {
      for (const body of batches) JSON.parse(body);
    });

  /** The same rows as they are into a table, as one statement a batch: what storing them alone costs. */
  const insert = async (): Promise<number> => {
    await owner.query("create unlogged table if not exists bench_rows (body jsonb)");
    const began = performance.now();
    for (const body of batches) {
      await owner.query("insert into bench_rows select jsonb_array_elements($1::jsonb)", [body]);
    }
    return (performance.now() - began) / 1_000;
  };

  /** The same rows by COPY from files that the server reads itself, one statement a batch: the least that storing them can cost. */
  const copy = async (): Promise<number> => {
    chmodSync(folder, 0o711);
    const files = batches.map((body, number) => {
      const file = join(folder, `batch-${number}.csv`);
      writeFileSync(file, csvOf(body), { mode: 0o644 });
      return file;
    });
    await owner.query(`create table if not exists bench_copied (${COLUMNS})`);
    const began = performance.now();
    for (const file of files) await owner.query(`copy bench_copied from '${file}' (format csv)`);
    return (performance.now() - began) / 1_000;
  };

  const writes = remoteWrites(now);
  let remote: Promise<number> | undefined;
  const remoteRate = async (): Promise<number> => {
    const began = performance.now();
    for (const body of writes) {
      const headers = { ...remoteHeaders, authorization: `Bearer ${key.secret}` };
      const address = "http://bench.invalid/api/v1/prometheus/write";
      const request = new Request(address, { method: "POST", headers, body: Buffer.from(body) });
      const answer = await remoteWriteRoute(request, { params: Promise.resolve({}) });
      if (!answer.ok) throw new Error(await answer.text());
    }
    return REMOTE_SAMPLES / ((performance.now() - began) / 1_000);
  };
  let charts: Promise<Map<string, number>> | undefined;
  const measureCharts = async (): Promise<Map<string, number>> => {
    await prepare();
    const rows = await fillHistory(owner, org.id, now);
    const times = await chartTimes(system, now);
    const told = [...times].map(([name, time]) => `${name}: ${time.toFixed(0)} ms`).join("; ");
    console.log(`  ${rows.toLocaleString("en")} windows that stand for 100 million events; p95 of ${told}`);
    return times;
  };

  return {
    againstCopy: async () => {
      await prepare();
      return taken.seconds / (await copy());
    },
    remoteWrite: () => (remote ??= remoteRate()),
    againstPrometheus: async () => {
      const theirs = await prometheusRate(folder, writes);
      if (theirs === undefined) {
        console.error("  NOT MEASURED: there is no prometheus on the PATH (Debian: apt-get install prometheus)");
        return Number.NaN;
      }
      return (await (remote ??= remoteRate())) / theirs;
    },
    charts: async () => Math.max(...(await (charts ??= measureCharts())).values()),
    end: async () => {
      await disconnect();
      await owner.end();
      await worker.end();
    },
    acknowledged: async () => {
      await prepare();
      return (EVENTS * BATCHES) / taken.seconds;
    },
    acknowledgeP99: async () => {
      await prepare();
      return p99(taken.times);
    },
    againstParse: async () => {
      await prepare();
      return taken.cpu / (await parse());
    },
    readAgainstParse: async () => {
      const bare = await parse();
      const read = await cpuOf(() => {
        for (const body of batches) readEvents({ text: body, encoding: "json" });
      });
      return read / bare;
    },
    againstInsert: async () => {
      await prepare();
      return taken.seconds / (await insert());
    },
    folded: async () => {
      await prepare();
      return (EVENTS * BATCHES) / taken.foldSeconds;
    },
    throughout: async () => {
      await prepare();
      return (EVENTS * BATCHES) / (taken.seconds + taken.foldSeconds);
    },
    judged: async () => {
      await prepare();
      const began = performance.now();
      const windows = await judgeOrganization(database, org.id, { newId, now: () => new Date(now + 7_200_000) });
      return (performance.now() - began) / Math.max(1, windows);
    },
    page: async () => {
      await prepare();
      const times: number[] = [];
      for (let round = 0; round < 30; round += 1) {
        const began = performance.now();
        await runQuery(readTelemetry, { actor: system, input: { id: "bench-model" } });
        times.push(performance.now() - began);
      }
      return times.sort((left, right) => left - right)[Math.floor(times.length * 0.95)] ?? 0;
    },
  };
}
