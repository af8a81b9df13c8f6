/**
 * Runs the launcher for tests.
 *
 *   launch(args, env?) -> { ready(limit), says(words, limit), interrupt(signal, { group }?), kill(), output(), code() }
 *   runToEnd(args, env?, script?) -> { code, output }
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";

const scripts = fileURLToPath(new URL("../../", import.meta.url));
const project = fileURLToPath(new URL("../../../", import.meta.url));

function cleanEnvironment(env) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_|MODELKEEP_(?!DATABASE_PORT)|PORT$|HOST$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...env };
}

function run(script, args, env) {
  const child = spawn(process.execPath, [scripts + script, ...args], {
    cwd: project,
    env: cleanEnvironment(env),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const ended = new Promise((resolve) => child.once("exit", (code, by) => resolve(by ?? code)));
  return { child, ended, output: () => output };
}

/** Runs a script of the launcher until it ends by itself, at most two minutes. */
export async function runToEnd(args, env = {}, script = "start.mjs") {
  const { child, ended, output } = run(script, args, env);
  const timer = setTimeout(() => child.kill("SIGTERM"), 120_000);
  const code = await ended;
  clearTimeout(timer);
  return { code, output: output() };
}

/** Starts the launcher as the head of a process group of its own, as a terminal would. */
export function launch(args, env = {}) {
  const began = Date.now();
  const { child, ended, output } = run("start.mjs", args, env);
  let code = null;
  ended.then((end) => (code = end));
  const says = async (words, limit) => {
    while (!words.test(output())) {
      if (code !== null) throw new Error(`the launcher ended with ${code}\n${output()}`);
      if (Date.now() - began > limit * 1000) throw new Error(`not within ${limit} s: ${words}\n${output()}`);
      await delay(25);
    }
    return (Date.now() - began) / 1000;
  };
  return {
    says,
    ready: async (limit) => {
      const seconds = await says(/Modelkeep is ready/, limit);
      await says(/Ctrl-C stops it/, limit + 5);
      return seconds;
    },
    interrupt: async (signal, { group = true } = {}) => {
      const asked = Date.now();
      process.kill(group ? -child.pid : child.pid, signal);
      await ended;
      return (Date.now() - asked) / 1000;
    },
    kill: () => child.kill("SIGKILL"),
    output,
    code: () => code,
  };
}
