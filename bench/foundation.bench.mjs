/** The product as a whole: starts it on a data folder of its own and measures over HTTP. */
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TextDecoderStream } from "node:stream/web";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const PORT = 4390;
const base = `http://127.0.0.1:${PORT}`;
const MODELS = 10_000;
const IN_PARALLEL = 8;

let starting;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function isReady() {
  try {
    return (await fetch(`${base}/api/health/ready`)).ok;
  } catch {
    return false;
  }
}

async function startProduct(data) {
  const began = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--port", String(PORT), "--data", data], {
    cwd: root,
    stdio: "ignore",
    env: {
      ...process.env,
      MODELKEEP_ADMIN_EMAIL: "bench@example.test",
      MODELKEEP_ADMIN_PASSWORD: "Bench-Harbor-Lantern-27",
    },
  });
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`the product did not start (exit ${child.exitCode})`);
    await wait(50);
  }
  return { child, seconds: (performance.now() - began) / 1000 };
}

async function stopProduct({ child }) {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** The first administrator is made a moment after the product answers, so the key is asked for until there is one. */
async function makeKey(data) {
  const scopes = "model:read,model:write,audit:read,threat:write,room:read,room:edit,live:read";
  const words = ["key", "create", "--name", "bench", "--scopes", scopes];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const printed = execFileSync(process.execPath, ["scripts/admin.mjs", "--data", data, ...words], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      return printed.trim().split("\n").at(-1);
    } catch (error) {
      if (attempt === 30) throw error;
      await wait(1_000);
    }
  }
}

async function begin() {
  const data = mkdtempSync(join(tmpdir(), "modelkeep-bench-"));
  await stopProduct(await startProduct(data));
  const second = await startProduct(data);
  process.once("beforeExit", () => void stopProduct(second).then(() => rmSync(data, { recursive: true, force: true })));
  return { warmSeconds: second.seconds, key: await makeKey(data) };
}

function product() {
  starting ??= begin();
  return starting;
}

async function call(path, body) {
  const { key } = await product();
  const response = await fetch(`${base}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${key}`, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const stages = ["design", "data_sourcing", "training", "validation", "deployment", "operation"];
const sensitivities = ["public", "internal", "confidential", "restricted"];

function model(number) {
  return {
    name: `Bench model ${number}`,
    kind: "predictive",
    purpose: "Exists to be listed.",
    stage: stages[number % stages.length],
    sensitivity: sensitivities[number % sensitivities.length],
    tags: [`group-${number % 50}`],
  };
}

async function registerAll() {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < MODELS) await call("/models", model(next++));
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, lane));
  return MODELS / ((performance.now() - began) / 1000);
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function timeEach(paths, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const path of paths) {
      const began = performance.now();
      await call(path);
      times.push(performance.now() - began);
    }
  }
  return percentile(times, 0.95);
}

async function deepCursor() {
  let cursor;
  for (let page = 0; page < 40; page += 1) {
    const { nextCursor } = await call(
      `/models?sort=name&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    cursor = nextCursor;
  }
  return cursor;
}

const PEOPLE = 8;
const EDITS = 25;
const ELEMENTS = 100;

function element(id, number) {
  return {
    id,
    kind: "process",
    zoneId: null,
    name: `Element ${number}`,
    description: "",
    technology: "",
    x: (number % 10) * 160,
    y: Math.floor(number / 10) * 90,
    width: null,
    height: null,
    bound: null,
    answers: {},
    outOfScope: null,
    externalId: null,
  };
}

/** Reads a stream of server-sent events until it is stopped; tells when each batch was heard. */
async function listen(room, onBatch) {
  const { key } = await product();
  const stop = new AbortController();
  const headers = { authorization: `Bearer ${key}` };
  const { body } = await fetch(`${base}/api/v1/events?room=${room}`, { headers, signal: stop.signal });
  void (async () => {
    let text = "";
    try {
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const messages = text.split("\n\n");
        text = messages.pop() ?? "";
        for (const message of messages.filter((each) => each.startsWith("data: "))) {
          for (const { id } of JSON.parse(message.slice(6)).batches ?? []) onBatch(id);
        }
      }
    } catch {
      // Stopped.
    }
  })();
  return () => stop.abort();
}

let edited;

/** Eight people move things in one diagram of 100 elements, each as fast as the answers come; a ninth listens. */
function editRoom() {
  edited ??= (async () => {
    const ids = Array.from({ length: ELEMENTS }, () => randomUUID());
    const operations = ids.map((id, number) => ({ do: "add", part: "element", value: element(id, number) }));
    const { diagrams } = await call("/threat-models", { name: "Bench", diagrams: [{ name: "Room", operations }] });
    const room = diagrams[0].id;
    const sent = new Map();
    const heard = [];
    const stop = await listen(room, (id) => heard.push(performance.now() - (sent.get(id) ?? performance.now())));
    const answers = [];
    const person = async (number) => {
      for (let edit = 0; edit < EDITS; edit += 1) {
        const batchId = randomUUID();
        const id = ids[(number * EDITS + edit * 7) % ELEMENTS];
        const began = performance.now();
        sent.set(batchId, began);
        const set = { x: 10_000 + number * 1_000 + edit, y: edit };
        await call(`/diagrams/${room}/operations`, { batchId, operations: [{ do: "set", part: "element", id, set }] });
        answers.push(performance.now() - began);
        await wait(100);
      }
    };
    await Promise.all(Array.from({ length: PEOPLE }, (_, number) => person(number)));
    await wait(1_000);
    stop();
    if (heard.length < PEOPLE * EDITS) throw new Error(`${heard.length} of ${PEOPLE * EDITS} batches were heard`);
    return { answered: percentile(answers, 0.95), heard: percentile(heard, 0.95) };
  })();
  return edited;
}

const roomSize = `${PEOPLE} people, ${ELEMENTS} elements`;
const size = `${MODELS.toLocaleString("en")} models`;

export const benches = [
  {
    name: "rooms: a patch and its answer",
    unit: "ms p95",
    better: "lower",
    size: roomSize,
    run: async () => (await editRoom()).answered,
  },
  {
    name: "rooms: from one person's hand to another's stream",
    unit: "ms p95",
    better: "lower",
    size: roomSize,
    run: async () => (await editRoom()).heard,
  },
  { name: "warm start, nothing changed", unit: "s", better: "lower", run: async () => (await product()).warmSeconds },
  {
    name: `model.register over HTTP, ${IN_PARALLEL} clients`,
    unit: "commands/s",
    better: "higher",
    size,
    run: registerAll,
  },
  {
    name: "model list, first page, one filter at a time",
    unit: "ms p95",
    better: "lower",
    size,
    run: () =>
      timeEach(
        [
          "/models",
          "/models?sort=name",
          "/models?stage=operation",
          "/models?sensitivity=restricted&stage=operation",
          "/models?tag=group-7",
        ],
        40,
      ),
  },
  {
    name: "model list, searched",
    unit: "ms p95",
    better: "lower",
    size,
    run: () => timeEach(["/models?q=Bench", "/models?q=model%209999"], 60),
  },
  {
    name: "model list, page 41 of 200",
    unit: "ms p95",
    better: "lower",
    size,
    run: async () => timeEach([`/models?sort=name&limit=200&cursor=${encodeURIComponent(await deepCursor())}`], 60),
  },
  {
    name: "audit entries, newest 50",
    unit: "ms p95",
    better: "lower",
    size: `${(MODELS + 5).toLocaleString("en")} entries`,
    run: () => timeEach(["/audit/entries"], 60),
  },
];
