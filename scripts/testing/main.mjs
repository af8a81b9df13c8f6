/**
 * `npm test`: prepares a fresh clone, runs every check and ends with one line of sums.
 *
 *   --fast            the part without build, database and browser (`npm run verify`)
 *   --only STAGE      this stage only; may be repeated
 */
import { availableParallelism } from "node:os";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createBoard } from "../launch/board.mjs";
import { ensureDependencies, quietEnvironment } from "../launch/dependencies.mjs";
import { createToolRunner } from "../launch/tools.mjs";
import { addCounts, summary } from "./count.mjs";
import { createCommands } from "./run-command.mjs";
import { runStages } from "./schedule.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const MOST_SLOTS = 4;
const KEPT = /^MODELKEEP_(?:FC_|TEST_|E2E_|ADMIN_|CHROMIUM$)/;

/** The surroundings of the checks: nothing of this machine's own settings of the product reaches them. */
function cleanEnvironment(outer) {
  const own = /^(?:DATABASE_|MODELKEEP_|SMTP_|OIDC_|MAIL_|PG[A-Z]+$|PORT$|HOST$|NODE_ENV$|NODE_OPTIONS$)/;
  const kept = Object.entries(outer).filter(([name]) => !own.test(name) || KEPT.test(name));
  const colour = process.stdout.isTTY && !outer.NO_COLOR ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  return { ...Object.fromEntries(kept), ...quietEnvironment, ...colour, CI: "1" };
}

function readOptions(args) {
  const options = { fast: false, only: [] };
  for (let place = 0; place < args.length; place += 1) {
    const [name, inline] = args[place].split(/=(.*)/s);
    if (name === "--fast") options.fast = true;
    else if (name === "--only") options.only.push(inline ?? args[(place += 1)] ?? "");
    else throw new TypeError(`Unknown option ${name}. There are --fast and --only STAGE.`);
  }
  return options;
}

function chooseStages(all, { fast, only }) {
  if (only.length === 0) return fast ? all.filter((stage) => stage.fast) : all;
  const unknown = only.filter((name) => !all.some((stage) => stage.name === name));
  const names = all.map((stage) => stage.name).join(", ");
  if (unknown.length > 0) throw new TypeError(`There is no stage "${unknown.join('", "')}". There are: ${names}.`);
  return all.filter((stage) => only.includes(stage.name));
}

async function prepare(context) {
  const { board, tools, env } = context;
  await board.stage("dependencies", () => ensureDependencies({ root, tools, env }));
  const { ensurePrismaClient } = await import("../build/prisma-client.mjs");
  await board.stage("prisma client", () => ensurePrismaClient({ root, tools, env }));
}

/** What a stage's outcome counts as, and the words shown for it. */
function judge(stage, outcome) {
  if (outcome.absent) return { state: "passed", note: outcome.absent, counts: addCounts([]) };
  if (outcome.skipped)
    return { state: "skipped", reason: outcome.skipped, counts: { passed: 0, failed: 0, skipped: 1 } };
  const good = outcome.code === 0;
  const one = stage.counted === false ? addCounts([]) : { passed: Number(good), failed: Number(!good), skipped: 0 };
  const counts = outcome.counts ?? one;
  const words = [outcome.detail, outcome.counts && summary(outcome.counts)].filter(Boolean).join(", ");
  return { state: good ? "passed" : "failed", counts, words, output: outcome.output };
}

async function runOne(context, stage) {
  let result;
  const shown = async (say) => {
    const outcome = await stage.work({ ...context, say }).catch((error) => ({ code: 1, output: error.stack }));
    result = judge(stage, outcome);
    if (result.state === "failed") throw new Error(stage.name);
    return result.state === "skipped" ? `SKIPPED: ${result.reason}` : (result.note ?? result.words);
  };
  await context.board.stage(stage.name, shown).catch(() => {});
  if (result.state === "failed" && !context.interrupted) {
    context.board.line(`\n──── ${stage.name} failed ────\n${result.output.trim()}\n──── end of ${stage.name} ────\n`);
  }
  return result;
}

const noCounts = { passed: 0, failed: 0, skipped: 1 };

function report(board, results, since) {
  const lines = [];
  for (const [name, { state, reason, note, counts }] of results) {
    if (state === "failed") lines.push(`✗ FAILED   ${name}`);
    if (state !== "skipped" && counts?.skipped > 0) lines.push(`⚠ SKIPPED  ${name}: ${counts.skipped} of its tests`);
    if (state === "skipped") lines.push(`⚠ SKIPPED  ${name}: ${reason}`);
    if (note) lines.push(`· note     ${name}: ${note}`);
  }
  const total = addCounts([...results.values()].map(({ counts }) => counts ?? noCounts));
  board.line(
    `\n${lines.map((line) => `  ${line}\n`).join("")}  ${((Date.now() - since) / 1000).toFixed(1)} s in all\n`,
  );
  board.close();
  console.log(summary(total));
  return total;
}

function onInterrupt(context) {
  const stop = async (name) => {
    if (context.interrupted) return;
    context.interrupted = true;
    context.board.line(`  ${name}: stopping what runs …`);
    context.tools.stopAll();
    await context.commands.stopAll();
    context.board.close();
    process.exit(name === "SIGINT" ? 130 : 143);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => void stop(name));
}

/** Runs the checks and sets the exit code: 1 when anything failed. */
export async function main(args) {
  const since = Date.now();
  const options = readOptions(args);
  process.chdir(root);
  mkdirSync(join(root, "test-results"), { recursive: true });
  const env = cleanEnvironment(process.env);
  const board = createBoard();
  const commands = createCommands({ cwd: root, env });
  const context = { root, env, board, commands, tools: createToolRunner(), fast: options.fast, interrupted: false };
  onInterrupt(context);
  board.line(`\n  Modelkeep: ${options.fast ? "the fast checks" : "all checks"} on Node ${process.versions.node}\n`);
  try {
    await prepare(context);
  } catch (error) {
    if (context.interrupted) return;
    board.close();
    console.error(`\n${error.message}\n\n${summary({ passed: 0, failed: 1, skipped: 0 })}`);
    process.exitCode = 1;
    return;
  }
  const { stages } = await import("./stages.mjs");
  const slots = Math.min(MOST_SLOTS, Math.max(2, availableParallelism()));
  const results = await runStages(chooseStages(stages, options), { slots, runOne: (stage) => runOne(context, stage) });
  if (context.interrupted) return;
  const total = report(board, results, since);
  process.exitCode = total.failed > 0 ? 1 : 0;
}
