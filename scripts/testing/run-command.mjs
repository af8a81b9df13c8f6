/**
 * Runs commands of stages, each in a process group of its own, keeping all they print.
 *
 *   createCommands({ cwd, env }) -> { run(args, { env?, limitMs? }) -> { code, output }, stopAll() }
 *
 * `args` are Node's arguments: a script and its flags. A command over its limit is ended and has code 124.
 */
import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { signal } from "../launch/process-table.mjs";

const LIMIT_MS = 20 * 60_000;
const PATIENCE_MS = 15_000;

async function endGroup(child, closed) {
  signal(child.pid, "SIGINT");
  await Promise.race([closed, delay(PATIENCE_MS, undefined, { ref: false })]);
  signal(child.pid, "SIGKILL", { group: true });
}

function start(state, args, { env = {}, limitMs = LIMIT_MS }) {
  const child = spawn(process.execPath, args, {
    cwd: state.cwd,
    env: { ...state.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (output += part));
  let late = false;
  const closed = new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: 127, output: error.message }));
    child.once("close", (code, by) => {
      if (late) output += `\nEnded: not done after ${limitMs / 1000} s.`;
      else if (by) output += `\nEnded by ${by}.`;
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
  const timer = setTimeout(() => {
    late = true;
    void endGroup(child, closed);
  }, limitMs);
  return { child, closed: closed.finally(() => clearTimeout(timer)) };
}

/** A runner that remembers what it runs, so that an interruption ends all of it. */
export function createCommands({ cwd, env }) {
  const state = { cwd, env, running: new Set(), stopped: false };
  return {
    async run(args, options = {}) {
      if (state.stopped) return { code: 130, output: "Interrupted." };
      const one = start(state, args, options);
      state.running.add(one);
      try {
        return await one.closed;
      } finally {
        state.running.delete(one);
      }
    },
    async stopAll() {
      state.stopped = true;
      await Promise.all([...state.running].map(({ child, closed }) => endGroup(child, closed)));
    },
  };
}
