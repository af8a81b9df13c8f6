/**
 * The checks of `npm test`. A stage:
 *
 *   name, after?, weight?      see schedule.mjs
 *   fast?                      also part of `npm run verify`
 *   counted?                   false for preparations that are no check themselves
 *   work(context)              -> { code, output, counts?, detail?, skipped? }
 *
 * `context` is { root, fast, commands, tools, say }. Without counts a stage counts as one test.
 */
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../build/ensure-built.mjs";
import { NO_CHROMIUM, ensureChromium } from "./chromium.mjs";
import { countLine, countPlaywright, countVitest } from "./count.mjs";
import { systemPostgres } from "./system-postgres.mjs";

const CACHE = "node_modules/.cache";
/** The whole product in a browser, on two cores under load of other work; the run in peace takes a third of it. */
const BROWSER_LIMIT_MS = 45 * 60_000;
const bin = (path) => `node_modules/${path}`;
const SOURCES = ["app", "components", "lib", "scripts", "e2e", "bench", "proxy.ts"];

/** Runs commands one after the other until one fails. */
async function inTurn(context, commands) {
  let last = { code: 0, output: "" };
  for (const args of commands) {
    last = await context.commands.run(args);
    if (last.code !== 0) break;
  }
  return last;
}

const check = (name, args, more = {}) => ({ name, fast: true, work: (context) => inTurn(context, [args]), ...more });

const script = (name, file, more) => check(name, [`scripts/check/${file}.mjs`], more);

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function hasFiles(root, folders, ending) {
  const has = (folder) =>
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(ending));
  return folders.some((folder) => has(join(root, folder)));
}

async function vitest(context, { report, projects, env = {} }) {
  const file = join(context.root, "test-results", `${report}.json`);
  rmSync(file, { force: true });
  const chosen = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const args = [bin("vitest/vitest.mjs"), "run", "--passWithNoTests", ...chosen, ...reporters];
  const result = await context.commands.run(args, { env });
  return { ...result, counts: countVitest(readReport(file), result.code) };
}

async function databaseTests(context, report, env) {
  if (!hasFiles(context.root, ["lib", "app", "scripts"], ".db.test.ts"))
    return { skipped: "there are no such tests yet" };
  return vitest(context, { report, projects: ["db"], env });
}

async function systemDatabaseTests(context) {
  const found = systemPostgres();
  if (found === null) return { absent: "no PostgreSQL 15 or newer on this system: the embedded one was tried only" };
  const result = await databaseTests(context, "database-system", { MODELKEEP_TEST_PG: "system" });
  return { ...result, detail: `PostgreSQL ${found.major}` };
}

async function build(context) {
  try {
    const { NODE_ENV: _dropped, ...env } = context.env;
    const detail = await ensureBuilt({ root: context.root, tools: context.tools, say: context.say, env });
    return { code: 0, output: "", detail };
  } catch (error) {
    return { code: 1, output: error.message };
  }
}

async function browserTests(context) {
  if (!hasFiles(context.root, ["e2e"], ".spec.ts")) return { skipped: "there are no such tests yet" };
  if ((await ensureChromium(context.say)) === null) return { skipped: NO_CHROMIUM };
  const file = join(context.root, "test-results", "e2e.json");
  rmSync(file, { force: true });
  const result = await context.commands.run([bin("@playwright/test/cli.js"), "test"], { limitMs: BROWSER_LIMIT_MS });
  return { ...result, counts: countPlaywright(readReport(file), result.code) };
}

/** The launcher's own suite. It measures times, so it runs by itself. */
async function launcherTests(context) {
  const result = await context.commands.run(["scripts/launch/launcher.e2e.mjs"]);
  const counts = countLine(result.output, result.code);
  const only = counts.passed + counts.failed === 0 && counts.skipped > 0;
  const detail = only ? "SKIPPED: it reads /proc, which is on Linux only" : undefined;
  return { ...result, code: counts.failed > 0 ? 1 : result.code, counts, detail };
}

async function browser(context) {
  const path = await ensureChromium(context.say);
  return { code: 0, output: "", detail: path ?? "none found" };
}

function prettier() {
  const cache = ["--cache", "--cache-strategy", "content", "--cache-location", `${CACHE}/modelkeep-prettier.json`];
  return [bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", ...cache, "."];
}

/** ESLint's cache knows a file's own text only, while typed rules look further: the whole run does without it. */
function eslint({ fast }) {
  const cache = fast ? ["--cache", "--cache-strategy", "content", "--cache-location", `${CACHE}/eslint/`] : [];
  return [bin("eslint/bin/eslint.js"), "--max-warnings", "0", ...cache, "."];
}

function boundaries({ root }) {
  const present = SOURCES.filter((path) => existsSync(join(root, path)));
  return [bin("dependency-cruiser/bin/dependency-cruise.mjs"), "--config", ".dependency-cruiser.mjs", ...present];
}

const TYPES = [
  [bin("next/dist/bin/next"), "typegen"],
  [bin("typescript/bin/tsc"), "--noEmit"],
];

/** All stages, in the order in which they are taken up. */
export const stages = [
  { name: "types", fast: true, work: (context) => inTurn(context, TYPES) },
  { name: "build", after: ["types"], work: build },
  { name: "lint", fast: true, work: (context) => inTurn(context, [eslint(context)]) },
  check("format", prettier()),
  { name: "boundaries", fast: true, work: (context) => inTurn(context, [boundaries(context)]) },
  check("dead code", [bin("knip/bin/knip.js"), "--no-progress", "--no-config-hints"]),
  script("documents", "document-paths"),
  script("environment", "environment-example"),
  script("tree", "tracked-text"),
  script("changelog", "changelog", { counted: false }),
  { name: "unit", fast: true, work: (context) => vitest(context, { report: "unit", projects: ["unit", "dom"] }) },
  { name: "browser", counted: false, work: browser },
  { name: "database", work: (context) => databaseTests(context, "database", {}) },
  { name: "database, system's", work: systemDatabaseTests },
  script("bundle budget", "bundle-budget", { fast: false, after: ["build"] }),
  { name: "launcher", after: ["build"], weight: Infinity, work: launcherTests },
  { name: "end to end", after: ["build", "browser"], weight: Infinity, work: browserTests },
];
