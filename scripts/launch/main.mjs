/**
 * The start of Modelkeep: stages in order, what can overlap overlaps; then the processes until somebody stops them.
 * `main(argv)` is called by ../start.mjs. Nothing here may be imported from node_modules before the dependencies' stage.
 */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createBoard } from "./board.mjs";
import { endOrphans, takeDataFolder, writeInstance } from "./data-folder.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { publicUrl } from "./environment.mjs";
import { checkPort } from "./listening.mjs";
import { parseOptions, usage } from "./options.mjs";
import { StatedError } from "./stated-error.mjs";
import { stopEverything, stopOnSignals } from "./stopping.mjs";
import { createToolRunner } from "./tools.mjs";

/** Root folder of the project. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

function createRun(options) {
  const run = { root, options, env: process.env, board: createBoard(), began: Date.now(), ready: false };
  run.failure = new Promise((_, reject) => (run.fail = reject));
  run.failure.catch(() => {});
  return run;
}

async function prepare(run) {
  const { board, options } = run;
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  board.line(`Modelkeep ${version}${options.dev ? ", hot reload" : ""}`);
  run.folder = takeDataFolder(options.dataDir);
  run.tools = createToolRunner(run.folder.runDir);
  await endOrphans(run.folder.runDir, (text) => board.line(`  ${text}`));
  await checkPort(options);
  run.url = publicUrl(options, run.env);
  await board.stage("Dependencies", () => ensureDependencies({ root, tools: run.tools, env: run.env }));
}

async function bringUp(run) {
  await prepare(run);
  const stages = await import("./stages.mjs");
  await Promise.all([stages.prepareDatabase(run), stages.prepareBuild(run)]);
  const printed = await stages.setUp(run);
  const { startProcesses } = await import("./processes.mjs");
  const setupPath = await startProcesses(run);
  run.ready = true;
  writeInstance(run.options.dataDir, { url: run.url, host: run.options.host, port: run.options.port });
  sayReady(run, setupPath, printed);
}

function sayReady({ board, options, url, began }, setupPath, printed) {
  const folder = relative(process.cwd(), options.dataDir);
  const shown = folder.startsWith("..") ? options.dataDir : folder || ".";
  board.line("");
  for (const line of printed) board.line(`  ${line}`);
  board.line(`  Modelkeep is ready after ${((Date.now() - began) / 1000).toFixed(1)} s: ${url}`);
  if (setupPath)
    board.line(`  No user exists yet. Create the first one here (the link works once): ${url}${setupPath}`);
  board.line(`  Ctrl-C stops it. Data: ${shown}, logs: ${join(shown, "logs")}`);
  board.line("");
}

function sayProblem(run, error) {
  const text = error instanceof StatedError ? error.message : `Something unforeseen happened. ${error?.stack ?? error}`;
  process.stderr.write(`\n${text.trim()}\n`);
  run?.board.close();
}

async function perform(run) {
  const stop = stopOnSignals(run);
  try {
    await Promise.race([bringUp(run), run.failure]);
    await run.failure;
  } catch (error) {
    if (run.stopping) {
      await run.stopping;
      return;
    }
    process.exitCode = 1;
    await stopEverything(run);
    sayProblem(run, error);
  } finally {
    stop();
  }
  process.exit();
}

/** Runs the launcher until it is stopped; the process's exit code says how it went. */
export async function main(argv) {
  let options;
  try {
    options = parseOptions(argv, process.env, { cwd: process.cwd(), root });
  } catch (error) {
    process.exitCode = 1;
    sayProblem(null, error);
    return;
  }
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  await perform(createRun(options));
}
