/**
 * Looks at a product while it works.
 *
 *   watchProduct(product) -> { stop() -> { queue, memory, cpu } }
 *
 *   queue    [{ at, batches, age }]                at: seconds since the start; age of the oldest waiting batch in seconds
 *   memory   { web: [MiB, …], worker, database }   shared pages counted once where the system tells
 *   cpu      { web: cores, worker, database }      on average, of the processes that live at the end
 */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 2_000;
/** Clock ticks of /proc/<pid>/stat a second, on every Linux. */
const TICKS = 100;

const QUEUE = `select count(*)::int as batches, coalesce(extract(epoch from now() - min(received_at)), 0)::float8 as age
  from telemetry_inbox`;

function memoryOf(pid) {
  for (const [file, line] of [
    ["smaps_rollup", /^Pss:\s+(\d+)/m],
    ["status", /^VmRSS:\s+(\d+)/m],
  ]) {
    try {
      return Number(line.exec(readFileSync(`/proc/${pid}/${file}`, "utf8"))?.[1] ?? 0) / 1_024;
    } catch {
      continue;
    }
  }
  return 0;
}

function ticksOf(pid) {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(words[11]) + Number(words[12]);
  } catch {
    return 0;
  }
}

const sumOf = (pids, of) => pids.reduce((sum, pid) => sum + of(pid), 0);

function allTicks(product) {
  return new Map(
    Object.values(product.processes())
      .flat()
      .map((pid) => [pid, ticksOf(pid)]),
  );
}

/** Looks every two seconds until stopped. See the head of this file. */
export function watchProduct(product) {
  const began = Date.now();
  const queue = [];
  const memory = { web: [], worker: [], database: [] };
  const before = allTicks(product);
  let stopping = false;
  const look = async () => {
    for (const [name, pids] of Object.entries(product.processes())) {
      if (pids.length > 0) memory[name].push(Math.round(sumOf(pids, memoryOf)));
    }
    const at = Math.round((Date.now() - began) / 1_000);
    const rows = await product.rows(QUEUE).catch(() => []);
    if (rows[0] !== undefined) queue.push({ at, ...rows[0] });
  };
  const looking = (async () => {
    while (!stopping) {
      await look();
      await delay(LOOK_MS);
    }
  })();
  return {
    async stop() {
      stopping = true;
      const seconds = (Date.now() - began) / 1_000;
      const cores = Object.entries(product.processes()).map(([name, pids]) => {
        const used = sumOf(pids, (pid) => ticksOf(pid) - (before.get(pid) ?? 0));
        return [name, used / TICKS / seconds];
      });
      await looking;
      return { queue, memory, cpu: Object.fromEntries(cores) };
    },
  };
}
