/**
 * Runs a tool (npm, prisma, next) to its end, in a process group of its own.
 *
 *   createToolRunner(runDir?) -> { run(name, command, args, { cwd, env }) -> output, stopAll() }
 *
 * Rejects with an Error whose `output` is the beginning and the end of what the tool said. With `runDir` a pid file lets the next start end a
 * tool that outlived a killed launcher.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { writePidFile } from "./pid-lock.mjs";
import { signal } from "./process-table.mjs";

const first = 15;
const last = 30;

/** Keeps the beginning and the end of what a tool says: the cause stands at the one, the outcome at the other. */
function collect(child) {
  let head = "";
  let tail = "";
  const keep = (part) => {
    const room = head.split("\n").length <= first;
    if (room) head += part;
    else tail = `${tail}${part}`.split("\n").slice(-last).join("\n");
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  return () => `${head}${tail}`.trim();
}

function runTool(state, { name, command, args, cwd, env }) {
  if (state.stopped) return Promise.reject(new Error("stopped"));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const output = collect(child);
    const pidFile = state.runDir ? join(state.runDir, `${name}.pid`) : null;
    if (child.pid) {
      state.running.add(child.pid);
      if (pidFile) writePidFile(pidFile, child.pid);
    }
    const end = (error) => {
      state.running.delete(child.pid);
      if (pidFile) rmSync(pidFile, { force: true });
      if (error) reject(Object.assign(error, { output: output() }));
      else resolve(output());
    };
    child.once("error", end);
    child.once("close", (code, by) => end(code === 0 ? null : new Error(`${name} ended with ${by ?? `code ${code}`}`)));
  });
}

/** Makes a runner that remembers what it runs, so that an interruption can end it. */
export function createToolRunner(runDir) {
  const state = { runDir, running: new Set(), stopped: false };
  return {
    run: (name, command, args, options) => runTool(state, { name, command, args, ...options }),
    stopAll() {
      state.stopped = true;
      for (const pid of state.running) signal(pid, "SIGKILL", { group: true });
    },
  };
}
