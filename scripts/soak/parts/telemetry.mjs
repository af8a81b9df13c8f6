/**
 * Telemetry at its rate, on the product as it is delivered: steadily, in a burst, and while the worker and the database are
 * killed. What the windows count at the end must be what was acknowledged.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { openProduct } from "../telemetry/product.mjs";
import { Verdict } from "../telemetry/verdict.mjs";
import { watchProduct } from "../telemetry/watch.mjs";

const sender = fileURLToPath(new URL("../telemetry/sender.mjs", import.meta.url));
const BURST = 100_000;
const DRAIN_MS = 180_000;
const FAULT_SHARE = 0.15;
const WORKER_EVERY_MS = 10_000;

const COUNTED = `select coalesce(sum(w.n), 0)::bigint::text as n from telemetry_series s
  join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id where s.kind = 'traffic' and w.res = 0`;

function sendFrom(product, work) {
  const asked = JSON.stringify({ url: product.url, key: product.key, ...work });
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [sender, asked], { maxBuffer: 2 ** 28 }, (error, out) => {
      if (error === null) resolve(JSON.parse(out));
      else reject(error);
    });
  });
}

/** Waits until nothing waits; how long that took, in seconds. */
async function drained(product) {
  const began = Date.now();
  while (Date.now() - began < DRAIN_MS) {
    const rows = await product.rows("select 1 as one from telemetry_inbox limit 1").catch(() => [{}]);
    if (rows.length === 0) return (Date.now() - began) / 1_000;
    await delay(250);
  }
  return Infinity;
}

/** One round of sending: what was sent, what was seen meanwhile, and what the windows count afterwards. */
async function sendAndCount(product, work, onSent = () => {}) {
  const countBefore = Number((await product.rows(COUNTED))[0].n);
  const watch = watchProduct(product);
  const sent = await sendFrom(product, work);
  onSent();
  const seen = await watch.stop();
  const drain = await drained(product);
  return { sent, seen, drain, counted: Number((await product.rows(COUNTED))[0].n) - countBefore };
}

/** Kills the worker again and again and the database once, half way, until `over()`. */
async function strike(product, { seconds, luck, over }) {
  const kills = { worker: 0, database: 0 };
  const half = Date.now() + seconds * 500;
  while (!over()) {
    await delay(WORKER_EVERY_MS * (0.5 + luck.random()));
    if (over()) break;
    if (kills.database === 0 && Date.now() > half) {
      await product.killDatabase();
      kills.database += 1;
    } else if (product.killWorker()) kills.worker += 1;
  }
  return kills;
}

async function withFaults(soak, product, work) {
  let isOver = false;
  const options = { seconds: work.seconds, luck: soak.luck, over: () => isOver };
  const striking = strike(product, options);
  const round = await sendAndCount(product, work, () => (isOver = true));
  return { ...round, kills: await striking };
}

async function rounds(soak, product, verdict) {
  const say = (text) => soak.say("telemetry", text);
  const seconds = Math.max(10, soak.partMs / 1_000);
  const work = { rate: soak.rate, gzip: soak.gzip };
  say(`warming up for 10 s`);
  await sendAndCount(product, { ...work, seconds: 10, seed: `${soak.seed} warm` });
  say(`${soak.rate} events/s for ${Math.round(seconds)} s`);
  verdict.steady(await sendAndCount(product, { ...work, seconds, seed: `${soak.seed} steady` }), soak.rate);
  say(`a burst of ${BURST} events`);
  verdict.burst(await sendAndCount(product, { ...work, burst: BURST, seed: `${soak.seed} burst` }));
  if (soak.calm) return;
  const fault = { ...work, rate: soak.rate / 2, seconds: Math.max(20, seconds * FAULT_SHARE) };
  say(`${fault.rate} events/s for ${Math.round(fault.seconds)} s while the worker and the database are killed`);
  verdict.faults(await withFaults(soak, product, { ...fault, seed: `${soak.seed} faults` }));
}

export const telemetry = {
  name: "telemetry",
  about: "events at their rate, a burst, and kills of worker and database",
  /** Has a product of its own instead of an installation that it shares. */
  async alone(soak) {
    const product = await openProduct(soak.place);
    let stopped;
    const close = () => (stopped ??= product.stop());
    soak.opened.push({ close, remove: () => {} });
    const verdict = new Verdict();
    try {
      await rounds(soak, product, verdict);
    } finally {
      await close();
    }
    verdict.print();
    verdict.require();
  },
};
