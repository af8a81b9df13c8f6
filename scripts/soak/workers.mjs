/**
 * Worker processes of the product that are killed again and again.
 *
 *   createWorkers({ program, env, control }) ->
 *     { start(die?) -> worker, endAll(), killAll(), kills() }
 *
 *   worker   { pid, ready, ended, alive(), kill(), stop(), said() }
 *            ready: resolves when it works; ended: resolves to "code 0" or "signal SIGKILL"
 *   die      see SOAK_DIE in faults.mjs
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";

const faults = new URL("faults.mjs", import.meta.url).href;
const root = fileURLToPath(new URL("../..", import.meta.url));
const KEPT_CHARACTERS = 4_000;
const STOP_MS = 6_000;

function startOne({ program, env, control }, die) {
  const own = { SOAK_CONTROL: control, ...(die === undefined ? {} : { SOAK_DIE: JSON.stringify(die) }) };
  const child = spawn(process.execPath, ["--import", faults, program], {
    cwd: root,
    env: { ...env, ...own },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  let over = "";
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + text).slice(-KEPT_CHARACTERS);
    if (said.includes("worker process ready")) isReady(true);
  });
  const ended = new Promise((resolve) => {
    const end = (how) => {
      over = how;
      isReady(false);
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", (code, by) => end(by === null ? `code ${code}` : `signal ${by}`));
  });
  const kill = () => {
    child.kill("SIGKILL");
    return ended;
  };
  const stop = async () => {
    child.kill("SIGTERM");
    if ((await Promise.race([ended, delay(STOP_MS, "", { ref: false })])) === "") await kill();
    return over;
  };
  return { pid: child.pid, ready, ended, alive: () => over === "", kill, stop, said: () => said };
}

/** Keeps count of workers and of how many died. See the head of this file. */
export function createWorkers(setting) {
  const running = new Set();
  let kills = 0;
  const killAll = () => {
    for (const worker of running) void worker.kill();
  };
  process.once("exit", killAll);
  return {
    start(die) {
      const worker = startOne(setting, die);
      running.add(worker);
      void worker.ended.then((how) => {
        running.delete(worker);
        if (how === "signal SIGKILL") kills += 1;
      });
      return worker;
    },
    endAll: () => Promise.all([...running].map((worker) => worker.stop())),
    killAll,
    kills: () => kills,
  };
}
