/**
 * One of our long-running processes, kept running.
 *
 *   keepRunning({ name, args, cwd, env, runDir, logFile, show, all?, mayReturn, onGiveUp }) ->
 *     { stop(patience), restart(), kill(), lastLines(), isUp() }
 *
 *   mayReturn(shortLives) -> boolean    whether to start again after that many short lives in a row
 *   onGiveUp(problem)                   told once when not; `problem` is { how, lines }
 *
 * The child has its own process group and a pid file. After an unexpected end it returns with growing pauses.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createChildLog } from "./child-log.mjs";
import { writePidFile } from "./pid-lock.mjs";
import { processStart, signal, waitForEnd } from "./process-table.mjs";

const longLife = 30_000;

function launch(state) {
  const { setting } = state;
  const child = spawn(process.execPath, setting.args, {
    cwd: setting.cwd,
    env: setting.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  state.child = child;
  state.since = Date.now();
  child.stdout.setEncoding("utf8").on("data", (text) => state.log.take(text, false));
  child.stderr.setEncoding("utf8").on("data", (text) => state.log.take(text, true));
  if (child.pid) writePidFile(state.pidFile, child.pid);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, by) => resolve(by ? `signal ${by}` : `code ${code}`));
  });
  state.ended = ended.then((how) => afterEnd(state, child, how));
}

function afterEnd(state, child, how) {
  if (child.pid) signal(child.pid, "SIGKILL", { group: true });
  state.log.close();
  rmSync(state.pidFile, { force: true });
  state.child = null;
  if (state.stopping) return;
  if (state.restarting) {
    state.restarting = false;
    launch(state);
    return;
  }
  state.shortLives = Date.now() - state.since > longLife ? 1 : state.shortLives + 1;
  const { name, show } = state.setting;
  const lines = state.log.lastLines();
  if (!state.setting.mayReturn(state.shortLives)) {
    state.setting.onGiveUp({ name, how, lines });
    return;
  }
  const pause = Math.min(500 * 2 ** (state.shortLives - 1), 30_000);
  show(`  The ${name} process ended unexpectedly (${how}). It starts again in ${pause / 1000} s. Its last lines:`);
  for (const line of lines.slice(-5)) show(`    ${line}`);
  state.timer = setTimeout(() => launch(state), pause);
}

async function stop(state, patience) {
  state.stopping = true;
  clearTimeout(state.timer);
  const { child } = state;
  if (!child?.pid) return;
  signal(child.pid, "SIGTERM");
  if (!(await waitForEnd(child.pid, patience))) {
    signal(child.pid, "SIGKILL", { group: true });
  }
  await Promise.race([state.ended, delay(500)]);
}

function restart(state) {
  if (state.stopping) return;
  clearTimeout(state.timer);
  if (!state.child?.pid) {
    launch(state);
    return;
  }
  state.restarting = true;
  const { pid } = state.child;
  const start = processStart(pid);
  signal(pid, "SIGTERM");
  setTimeout(() => {
    if (start !== null && processStart(pid) === start) signal(pid, "SIGKILL", { group: true });
  }, 3000).unref();
}

/** Starts a process and keeps it running. See the head of this file. */
export function keepRunning(setting) {
  const { name, runDir, logFile, show, all } = setting;
  const state = { setting, shortLives: 0, stopping: false, restarting: false, pidFile: join(runDir, `${name}.pid`) };
  state.log = createChildLog({ name, file: logFile, show, all });
  launch(state);
  return {
    stop: (patience = 2500) => stop(state, patience),
    restart: () => restart(state),
    kill() {
      state.stopping = true;
      clearTimeout(state.timer);
      if (state.child?.pid) signal(state.child.pid, "SIGKILL", { group: true });
    },
    lastLines: () => state.log.lastLines(),
    isUp: () => Boolean(state.child),
  };
}
