/**
 * Reading a long audit trail: lists by who, what and when, deep pages, dates, histories, finding, the filters' contents.
 * The trail is synthetic; BENCH_TRAIL_ENTRIES sets its length (200,000, so that the whole stays short).
 */
import { benchOn } from "./own-database.mjs";

const measured = benchOn("bench/trail-engine.ts");
const size = `${Number(process.env.BENCH_TRAIL_ENTRIES ?? 200_000).toLocaleString("en")} entries`;

let asked;

async function answers() {
  asked ??= measured((engine) => engine.askAll());
  return asked;
}

const figure = (name, pick) => ({
  name: `trail: ${name}`,
  unit: "ms p95",
  better: "lower",
  size,
  run: async () => pick(await answers()),
});

const of = (name) => (all) => all.find(([each]) => each === name)[1];

export const benches = [
  figure("slowest of all questions", (all) => {
    for (const [name, p95] of all) console.log(`  ${p95.toFixed(1).padStart(8)} ms  ${name}`);
    return all[0][1];
  }),
  ...["the newest page", "jump to a date", "who, and a kind long ago", "kind: rare", "who and what occurs"].map(
    (name) => figure(name, of(name)),
  ),
];
