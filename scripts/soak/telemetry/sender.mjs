/**
 * A process that sends events, as a busy service does: batches of 1,000 events with 20 features at a steady rate, each at its
 * time whatever became of those before, each again until it is acknowledged.
 *
 *   node sender.mjs '<JSON: { url, key, rate, seconds, seed, gzip?, burst? }>'
 *
 *   rate     events a second
 *   burst    this many events at once instead, 25 batches under way at a time
 *
 * Prints one line of JSON: { batches, events, acknowledged, milliseconds, latencies: [ms of each first try that was taken],
 * answers: { "202": n, … }, unannounced, late }. `unannounced` counts 429 and 503 without Retry-After, `late` batches that left
 * more than 50 ms after their time.
 */
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { chance } from "../chance.mjs";

const EVENTS = 1_000;
const FEATURES = 20;
const BODIES = 24;
const AT_ONCE = 25;
const PATIENCE_MS = 300_000;
const PLACE = "1000000000000";

const work = JSON.parse(process.argv[2] ?? "{}");
const luck = chance(work.seed);
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const result = { batches: 0, events: 0, acknowledged: 0, latencies: [], answers: {}, unannounced: 0, late: 0 };

function makeEvent() {
  const features = {};
  for (let number = 0; number < FEATURES; number += 1) {
    features[`feature_${number}`] =
      number % 5 === 0 ? `category ${luck.below(12)}` : Math.round(luck.random() * 1e6) / 1e3;
  }
  return {
    ts: Number(PLACE),
    client: `client ${luck.below(200)}`,
    prediction: luck.random() < 0.1 ? "yes" : "no",
    confidence: Math.round(luck.random() * 1e3) / 1e3,
    latency_ms: 5 + luck.below(90),
    features,
  };
}

/** A body and where the times of its events stand. */
function makeBody() {
  const bytes = Buffer.from(JSON.stringify(Array.from({ length: EVENTS }, makeEvent)));
  const places = [];
  for (let at = bytes.indexOf(PLACE); at >= 0; at = bytes.indexOf(PLACE, at + 1)) places.push(at);
  return { bytes, places };
}

const bodies = Array.from({ length: BODIES }, makeBody);

/** The next body, its events of just now. */
function nextBody(number) {
  const { bytes, places } = bodies[number % BODIES];
  const fresh = Buffer.from(bytes);
  const now = Buffer.from(String(Date.now()));
  for (const at of places) now.copy(fresh, at);
  return work.gzip ? gzipSync(fresh, { level: 1 }) : fresh;
}

function post(body, key) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${work.key}`,
      "content-type": "application/json",
      "content-length": body.length,
      "idempotency-key": key,
      ...(work.gzip ? { "content-encoding": "gzip" } : {}),
    };
    const asked = request(work.url, { method: "POST", agent, headers, timeout: 60_000 }, (answer) => {
      answer.resume();
      answer.once("error", reject);
      answer.once("end", () => resolve({ status: answer.statusCode, wait: answer.headers["retry-after"] }));
    });
    asked.once("timeout", () => asked.destroy(new Error("timeout")));
    asked.once("error", reject);
    asked.end(body);
  });
}

const note = (what) => (result.answers[what] = (result.answers[what] ?? 0) + 1);

/** Sends one batch until it is acknowledged, as told. */
async function send(number) {
  const body = nextBody(number);
  const key = `${work.seed} ${number}`;
  const end = Date.now() + PATIENCE_MS;
  result.batches += 1;
  result.events += EVENTS;
  for (let again = 0; Date.now() < end; again += 1) {
    const began = performance.now();
    const answer = await post(body, key).catch((error) => ({ status: error.code ?? error.message }));
    note(answer.status);
    if (answer.status === 202) {
      if (again === 0) result.latencies.push(Math.round((performance.now() - began) * 100) / 100);
      result.acknowledged += EVENTS;
      return;
    }
    if ([429, 503].includes(answer.status) && answer.wait === undefined) result.unannounced += 1;
    if (typeof answer.status === "number" && answer.status < 500 && answer.status !== 429) return;
    await delay(Number(answer.wait ?? 1) * 1_000 * (0.8 + 0.4 * luck.random()));
  }
}

async function steadily() {
  const every = (EVENTS / work.rate) * 1_000;
  const count = Math.round((work.seconds * 1_000) / every);
  const began = performance.now();
  const under = [];
  for (let number = 0; number < count; number += 1) {
    const due = began + number * every;
    const wait = due - performance.now();
    if (wait > 1) await delay(wait);
    if (performance.now() - due > 50) result.late += 1;
    under.push(send(number));
  }
  await Promise.all(under);
}

async function atOnce() {
  let next = 0;
  const count = Math.ceil(work.burst / EVENTS);
  const one = async () => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

const began = performance.now();
await (work.burst === undefined ? steadily() : atOnce());
agent.destroy();
console.log(JSON.stringify({ ...result, milliseconds: Math.round(performance.now() - began) }));
