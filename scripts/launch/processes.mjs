/**
 * The web and the worker process.
 *
 *   startProcesses(run) -> set-up path or null     resolves when /api/health/ready answers 200
 *
 * Sets run.web, run.worker and, with --dev, run.watcher. Later failures of the web process go to run.fail.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { watchProcesses } from "../build/bundle.mjs";
import { keepRunning } from "./child.mjs";
import { processEnvironment } from "./environment.mjs";
import { askReady } from "./listening.mjs";
import { runAdmin } from "./stages.mjs";
import { StatedError } from "./stated-error.mjs";

function quote(lines) {
  return lines.length > 0 ? `Its last lines:\n\n${lines.join("\n")}` : "It said nothing.";
}

function start(run, name, mayReturn) {
  const logFile = join(run.options.dataDir, "logs", `${name}.log`);
  return keepRunning({
    name,
    args: ["--enable-source-maps", join(run.root, "dist", `${name}.mjs`)],
    cwd: run.root,
    env: processEnvironment(name, run),
    runDir: run.folder.runDir,
    logFile,
    show: run.board.line,
    all: run.options.dev && name === "web",
    mayReturn,
    onGiveUp: ({ how, lines }) => {
      const message = `The ${name} process cannot run: it ended with ${how}. The whole log is ${logFile}. ${quote(lines)}`;
      run.fail(new StatedError("process_failed", message));
    },
  });
}

async function untilReady(run, say) {
  const limit = Date.now() + (run.options.dev ? 180_000 : 60_000);
  let text = "";
  while (Date.now() < limit) {
    const answer = await askReady(run.options);
    if (answer.ready) return;
    text = answer.text;
    say(run.worker.isUp() ? "" : "the worker is being started again");
    await delay(60);
  }
  const message = `Modelkeep did not become ready in time. /api/health/ready says: ${text}. The logs are in ${join(run.options.dataDir, "logs")}. The worker: ${quote(run.worker.lastLines())}`;
  throw new StatedError("process_failed", message);
}

/** Once a user exists there always is one, so an embedded database need not be asked at every start. */
async function setupPath(run) {
  const mark = run.env.DATABASE_URL ? null : join(run.options.dataDir, "set-up.json");
  if (mark && existsSync(mark)) return null;
  try {
    const printed = await runAdmin(run, ["setup", "status", "--json"]);
    const line = printed.split("\n").findLast((text) => text.startsWith("{"));
    const status = JSON.parse(line ?? "{}");
    if (mark && status.users > 0) writeFileSync(mark, '{ "done": true }\n');
    return status.setupPath ?? null;
  } catch (error) {
    if (!run.stopping) run.board.line(`  It is not known whether a user exists: ${error.message}`);
    return null;
  }
}

async function follow(run) {
  let first = true;
  const onChange = (names) => {
    if (!first) {
      for (const name of names.filter((one) => one === "web" || one === "worker")) {
        run.board.line(`  ${name} changed and starts again`);
        run[name].restart();
      }
    }
    first = false;
  };
  run.watcher = await watchProcesses(run.root, onChange, (text) => run.board.line(text));
}

/** Starts web and worker together and waits until they are ready. */
export async function startProcesses(run) {
  if (run.stopping) throw new Error("stopping");
  run.web = start(run, "web", (shortLives) => run.ready && shortLives <= 5);
  run.worker = start(run, "worker", () => true);
  const known = setupPath(run);
  await run.board.stage("Web and worker", (say) => Promise.race([untilReady(run, say), run.failure]));
  if (run.options.dev) await follow(run);
  return known;
}
