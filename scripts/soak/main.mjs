/**
 * `npm run soak`: faults in loops, on an installation of its own.
 *
 *   --minutes N       how long in all, shared among the parts (default 10)
 *   --seed TEXT       the same seed gives the same choices (default: a new one, which is printed)
 *   --only PART       this part only; may be repeated
 *   --rate N          events a second of part telemetry (default 10000)
 *   --gzip            its batches are compressed
 *   --calm            its worker and database are not killed
 *
 * After each round nothing committed may be lost, no entry may be there twice, and the stand-alone verifier must accept the
 * static folder, or the log stands still with the true reason. Exit code 0 when every round held, 1 when one did not,
 * 2 for wrong options, 130 after Ctrl-C.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { dumpPrograms } from "../testing/system-postgres.mjs";
import { chance } from "./chance.mjs";
import { openInstallation } from "./installation.mjs";
import { clock } from "./parts/clock.mjs";
import { disk } from "./parts/disk.mjs";
import { files } from "./parts/files.mjs";
import { kill } from "./parts/kill.mjs";
import { restore } from "./parts/restore.mjs";
import { statements } from "./parts/statements.mjs";
import { telemetry } from "./parts/telemetry.mjs";
import { witness } from "./parts/witness.mjs";
import { buildPrograms } from "./programs.mjs";
import { openScene } from "./verdict.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
const parts = [kill, statements, clock, files, restore, disk, witness, telemetry];
const MOST_COMMITS = 20_000;

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: randomBytes(4).toString("hex") },
      only: { type: "string", multiple: true, default: [] },
      rate: { type: "string", default: "10000" },
      gzip: { type: "boolean", default: false },
      calm: { type: "boolean", default: false },
    },
  });
  const rate = Number(values.rate);
  if (!(rate > 0)) throw new TypeError("--rate wants a number above 0");
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new TypeError("--minutes wants a number above 0");
  const unknown = values.only.find((name) => !parts.some((part) => part.name === name));
  const names = parts.map((part) => part.name).join(", ");
  if (unknown !== undefined) throw new TypeError(`There is no part "${unknown}". There are: ${names}.`);
  const chosen = values.only.length === 0 ? parts : parts.filter((part) => values.only.includes(part.name));
  return { minutes, seed: values.seed, chosen, rate, gzip: values.gzip, calm: values.calm };
}

function clockText(since) {
  const seconds = Math.floor((Date.now() - since) / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Rounds of one part until its time is over; at least one. */
async function runPart(soak, part, run) {
  const end = Date.now() + soak.partMs;
  const sums = { part: part.name, rounds: 0, commits: 0, kills: 0 };
  let scene;
  do {
    if (scene === undefined || part.fresh || scene.commits.length > MOST_COMMITS)
      scene = await openScene(run.installation, run.crew);
    const before = { commits: scene.commits.length, kills: run.installation.workers.kills() };
    const { entries, said } = await part.round(run, scene);
    sums.rounds += 1;
    sums.commits += scene.commits.length - before.commits;
    const kills = run.installation.workers.kills() - before.kills;
    sums.kills += kills;
    soak.say(part.name, `round ${sums.rounds}: ${entries} entries verified, ${kills} kills, ${said}`);
  } while (Date.now() < end && !soak.stopping);
  return sums;
}

/** Parts on one installation; it is gone afterwards. */
async function runGroup(soak, { name, chosen, bin }) {
  if (chosen.length === 0 || soak.stopping) return;
  const place = mkdtempSync(join(soak.place, `${name}-`));
  const installation = await openInstallation({ place, programs: soak.programs, bin });
  soak.opened.push(installation);
  Object.assign(process.env, installation.env);
  const crew = await import(`${pathToFileURL(soak.programs.crew).href}?${name}`);
  for (const part of chosen) {
    if (soak.stopping) break;
    soak.say(part.name, part.about);
    const luck = chance(soak.seed).fork(part.name);
    const run = { installation, crew, bin, chance: luck, rounds: 0, stopping: () => soak.stopping };
    soak.done.push(await runPart(soak, part, run));
  }
  await crew.leave();
  await installation.close();
}

async function runAll(soak, chosen) {
  const found = dumpPrograms();
  const dumping = chosen.filter((part) => part.dumps);
  if (dumping.length > 0 && found === null) {
    soak.say("restore", "SKIPPED: this system has no PostgreSQL 15 or newer with pg_dump and pg_restore.");
  }
  const alone = chosen.filter((part) => part.alone !== undefined);
  for (const part of alone) await part.alone({ ...soak, luck: chance(soak.seed).fork(part.name) });
  const embedded = chosen.filter((part) => !part.dumps && !alone.includes(part));
  await runGroup(soak, { name: "embedded", chosen: embedded });
  if (found !== null) await runGroup(soak, { name: "system", chosen: dumping, bin: found.bin });
}

function report({ done, seed, since }) {
  console.log(`\n${"part".padEnd(12)}${"rounds".padStart(8)}${"commits".padStart(10)}${"kills".padStart(8)}`);
  const line = ({ part, rounds, commits, kills }) =>
    console.log(
      `${part.padEnd(12)}${[rounds, commits, kills].map((n, i) => String(n).padStart(i === 1 ? 10 : 8)).join("")}`,
    );
  done.forEach(line);
  const sum = (name) => done.reduce((all, one) => all + one[name], 0);
  line({ part: "all", rounds: sum("rounds"), commits: sum("commits"), kills: sum("kills") });
  console.log(`\n${clockText(since)} with --seed ${seed}`);
}

async function clean(soak, { keep }) {
  await Promise.all(soak.opened.map((installation) => installation.close().catch(() => {})));
  soak.programs?.remove();
  if (keep) console.error(`Its folder is kept: ${soak.place}`);
  else {
    for (const installation of soak.opened) installation.remove();
    rmSync(soak.place, { recursive: true, force: true });
  }
}

function stopOnSignals(soak) {
  const onSignal = () => {
    if (soak.stopping) return;
    soak.stopping = true;
    console.log("\nStopping.");
    void clean(soak, { keep: false }).then(() => process.exit(130));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, onSignal);
}

/** Runs the soak and sets the exit code. */
export async function main(args) {
  let options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
    return;
  }
  const { minutes, seed, chosen, rate, gzip, calm } = options;
  const since = Date.now();
  const say = (name, text) => console.log(`${clockText(since)}  ${name.padEnd(11)} ${text}`);
  const place = mkdtempSync(join(tmpdir(), "modelkeep-soak-"));
  const soak = { place, seed, since, say, rate, gzip, calm, stopping: false, done: [], opened: [] };
  chmodSync(place, 0o711);
  soak.partMs = (minutes * 60_000) / chosen.length;
  stopOnSignals(soak);
  try {
    console.log(`${minutes} minutes of ${chosen.map((part) => part.name).join(", ")}, --seed ${seed}`);
    soak.programs = await buildPrograms(root);
    await runAll(soak, chosen);
    report(soak);
    await clean(soak, { keep: false });
  } catch (error) {
    if (soak.stopping) return;
    console.error(`\nFAILED: ${error.stack}`);
    report(soak);
    await clean(soak, { keep: true });
    process.exitCode = 1;
  }
}
