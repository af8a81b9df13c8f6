/** `npm run structure`: sizes of the source files; a long file is a question, not yet a fault (lint fails at 400). */
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { trackedFiles } from "./check/tracked-files.mjs";

const LONG = 300;
const WANTED = { median: 80, p90: 220 };
const ROOMS = ["app", "components", "lib", "scripts", "e2e", "bench"];
const SOURCE = /^(?:app|components|lib|scripts|e2e|bench)\/.*\.(?:ts|tsx|mjs)$/;

/** The value at that share of the sorted numbers (nearest rank); 0 for none. */
export function quantile(sorted, share) {
  return sorted.length === 0 ? 0 : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Count, median, p90, greatest and sum of lines. */
export function sizesOf(lines) {
  const sorted = [...lines].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    files: sorted.length,
    median: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    max: sorted.at(-1) ?? 0,
    sum,
  };
}

function row(name, { files, median, p90, max, sum }) {
  const cells = [files, median, p90, max, sum].map((value) => String(value).padStart(8));
  return `${name.padEnd(14)}${cells.join("")}`;
}

function main(root) {
  const files = trackedFiles(root)
    .filter((path) => SOURCE.test(path) && !path.startsWith("lib/db/generated/"))
    .map((path) => ({ path, lines: readFileSync(join(root, path), "utf8").split("\n").length - 1 }));
  const linesOf = (chosen) => sizesOf(chosen.map(({ lines }) => lines));
  const product = files.filter(({ path }) => !/\.test\.|^(?:e2e|bench)\//.test(path));
  const tests = files.filter((file) => !product.includes(file));
  console.log(`${"lines of".padEnd(14)}${["files", "median", "p90", "max", "sum"].map((h) => h.padStart(8)).join("")}`);
  for (const room of ROOMS) console.log(row(room, linesOf(product.filter(({ path }) => path.startsWith(`${room}/`)))));
  console.log(row("tests", linesOf(tests)));
  const all = linesOf(product);
  console.log(row("all but tests", all));
  console.log(`\nWanted: median ${WANTED.median} or less, p90 ${WANTED.p90} or less, no file above ${LONG}.`);
  const long = files.filter(({ lines }) => lines > LONG).sort((a, b) => b.lines - a.lines);
  for (const { path, lines } of long) console.log(`${String(lines).padStart(6)}  ${path}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main(fileURLToPath(new URL("..", import.meta.url)));
