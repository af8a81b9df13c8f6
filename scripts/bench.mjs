/**
 * `npm run bench`: measures what bench/*.bench.mjs offer and compares with a baseline.
 *
 *   --only TEXT       benches whose name contains the text
 *   --baseline FILE   default bench/baseline.json; figures of another machine are compared all the same, with a warning
 *   --record          writes the baseline
 *
 * A bench file exports `benches`: a list of { name, unit, better: "lower" | "higher", size?, run() -> number }.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

function machine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
  };
}

/** How many times as good as before: 1 is the same, 2 is twice as good, whichever direction is better. */
export function gain(value, before, better) {
  return better === "lower" ? before / value : value / before;
}

/** One line of the report. */
export function lineFor({ name, value, unit, size, better }, before) {
  const ratio = before === undefined ? "no baseline" : `×${gain(value, before, better).toFixed(2)} (was ${before})`;
  return `${name.padEnd(44)}${value.toPrecision(4).padStart(10)} ${unit.padEnd(14)}${(size ?? "").padEnd(18)}${ratio}`;
}

async function allBenches() {
  const folder = join(root, "bench");
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : [];
  const found = files.filter((file) => file.endsWith(".bench.mjs")).sort();
  const loaded = await Promise.all(found.map((file) => import(pathToFileURL(join(folder, file)).href)));
  return loaded.flatMap((module) => module.benches);
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: "string" }, baseline: { type: "string" }, record: { type: "boolean" } },
  });
  const path = values.baseline ?? join(root, "bench", "baseline.json");
  const baseline = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { machine: null, figures: {} };
  const here = machine();
  console.log(
    Object.entries(here)
      .map(([key, value]) => `${key} ${value}`)
      .join(" · "),
  );
  if (baseline.machine && JSON.stringify(baseline.machine) !== JSON.stringify(here))
    console.log("The baseline was measured on another machine or Node: ratios say little.");
  const chosen = (await allBenches()).filter(({ name }) => name.includes(values.only ?? ""));
  const figures = {};
  for (const bench of chosen) {
    figures[bench.name] = await bench.run();
    console.log(lineFor({ ...bench, value: figures[bench.name] }, baseline.figures[bench.name]));
  }
  console.log(`${chosen.length} figures.`);
  if (values.record) writeFileSync(path, `${JSON.stringify({ machine: here, figures }, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
