/**
 * The product as it is delivered, on a data folder of its own: launcher, web, worker and embedded database.
 *
 *   openProduct(place) -> {
 *     url, key,                     the address of events for one model, and a key that may send them
 *     rows(sql, params?),           as the owner of the database
 *     processes() -> { web: [pid], worker: [pid], database: [pid, …] }
 *     killWorker(), killDatabase(), stop()
 *   }
 *
 * Killed processes are started again by the launcher. The first start builds when that is due.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runningClusterUrl } from "../../database/cluster.mjs";
import { readClusterNote } from "../../database/cluster-place.mjs";
import { withClient } from "../../database/connect.mjs";
import { freePort } from "../../database/ports.mjs";
import { readPidFile } from "../../launch/pid-lock.mjs";
import { processesIn, signal } from "../../launch/process-table.mjs";
import { launch, runToEnd } from "../../launch/testing/launched.mjs";

const START_S = 900;
const SLUG = "soak";

async function operate(data, ...words) {
  const { code, output } = await runToEnd(["--data", data, ...words], {}, "admin.mjs");
  if (code !== 0) throw new Error(`admin ${words[0]} ${words[1]}: ${output}`);
  return output.trim().split("\n").at(-1) ?? "";
}

async function makeSender(data, at) {
  await operate(data, "org", "create", "--name", SLUG, "--slug", SLUG);
  const scopes = "model:write,telemetry:write";
  const key = await operate(data, "key", "create", "--name", "soak", "--scopes", scopes, "--org", SLUG);
  const answer = await fetch(`${at}/api/v1/models`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Soaked", slug: "soaked", kind: "predictive" }),
  });
  if (!answer.ok) throw new Error(`the model was not entered: ${await answer.text()}`);
  return key;
}

/** Starts it. See the head of this file. */
export async function openProduct(place) {
  const data = join(place, "product");
  const port = await freePort();
  const launched = launch(["--port", String(port), "--data", data]);
  const at = `http://127.0.0.1:${port}`;
  const stop = () => launched.interrupt("SIGTERM", { group: false });
  const pidOf = (name) => readPidFile(join(data, "run", `${name}.pid`))?.pid;
  const folder = () => readClusterNote(data).folder ?? join(data, "postgres");
  try {
    await launched.ready(START_S);
    const key = await makeSender(data, at);
    return {
      ...{ key, stop, url: `${at}/api/v1/telemetry/events?model=soaked` },
      rows: async (sql, params) => {
        const url = runningClusterUrl(data);
        if (url === null) throw new Error("the database is away");
        return withClient(url, async (client) => (await client.query(sql, params)).rows, { patience: 5_000 });
      },
      processes: () => ({
        web: [pidOf("web")].filter(Boolean),
        worker: [pidOf("worker")].filter(Boolean),
        database: processesIn(folder()),
      }),
      killWorker: () => signal(pidOf("worker"), "SIGKILL"),
      async killDatabase() {
        const [first] = readFileSync(join(folder(), "postmaster.pid"), "utf8").split("\n");
        for (const pid of [Number(first), ...processesIn(folder())]) signal(pid, "SIGKILL");
        await delay(500);
      },
    };
  } catch (error) {
    if (launched.code() === null) await stop();
    throw error;
  }
}
