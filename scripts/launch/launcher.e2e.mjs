/**
 * The launcher tried for real, as `npm start` runs it, on a data folder of its own:
 *
 *   node scripts/launch/launcher.e2e.mjs [words of a case's title]
 *
 * Ends with a line `N passed, N failed, N skipped` and exit code 0 only when nothing failed. Needs /proc (Linux);
 * elsewhere everything is skipped and said so. The first start may build; the limits for later ones are the product's.
 */
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { WritableStream } from "node:stream/web";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readClusterNote } from "../database/cluster-place.mjs";
import { freePort, isPortFree } from "../database/ports.mjs";
import { readPidFile } from "./pid-lock.mjs";
import { isSameProcess, processStart } from "./process-table.mjs";
import { launch, runToEnd } from "./testing/launched.mjs";

const warmLimit = Number(process.env.MODELKEEP_E2E_WARM_SECONDS ?? 6);
const coldLimit = 600;
const project = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "modelkeep-start-"));
const data = join(folder, "data");
const port = await freePort();
let current = null;

const record = (name) => readPidFile(join(data, "run", `${name}.pid`));
const postgres = () => {
  const note = JSON.parse(readFileSync(join(data, "postgres.json"), "utf8"));
  const pid = Number(
    readFileSync(join(note.folder ?? join(data, "postgres"), "postmaster.pid"), "utf8").split("\n")[0],
  );
  return { pid, start: processStart(pid) };
};
const everything = () => [record("launcher"), record("worker"), record("web"), postgres()];

async function start(limit, more = []) {
  current = launch(["--port", String(port), "--data", data, ...more]);
  const seconds = await current.ready(limit);
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
  assert.equal(answer.status, 200);
  return seconds;
}

async function nothingLeft(processes) {
  const end = Date.now() + 1000;
  while (processes.some(isSameProcess) && Date.now() < end) await delay(50);
  assert.deepEqual(processes.filter(isSameProcess), [], "processes are left");
  assert.equal(await isPortFree(port), true, "the port is still taken");
}

async function refused(args, words, env = {}) {
  const { code, output } = await runToEnd(args, env);
  assert.equal(code, 1, output);
  assert.match(output, words);
}

const url = (path, at = port) => `http://127.0.0.1:${at}/api/v1${path}`;

async function operate(...words) {
  const { code, output } = await runToEnd(["--data", data, ...words], {}, "admin.mjs");
  assert.equal(code, 0, output);
  return output.trim().split("\n").at(-1) ?? "";
}

const box = (number) => ({
  ...{ id: randomUUID(), kind: "process", zoneId: null, name: `Box ${number}`, description: "", technology: "" },
  ...{ x: number, y: 0, width: null, height: null, bound: null, answers: {}, outOfScope: null, externalId: null },
});

/** A diagram of an organization of its own, and how a program reads and changes it through any web process. */
async function roomOf(slug) {
  await operate("org", "create", "--name", slug, "--slug", slug);
  const scopes = "threat:write,room:read,room:edit,live:read";
  const key = await operate("key", "create", "--name", "room", "--scopes", scopes, "--org", slug);
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const call = (path, body, at = port) => fetch(url(path, at), { method: "POST", headers, body: JSON.stringify(body) });
  const { diagrams } = await (await call("/threat-models", { name: slug })).json();
  const room = `/diagrams/${diagrams[0].id}`;
  const add = async (number, at) => {
    const value = box(number);
    const body = { batchId: randomUUID(), operations: [{ do: "add", part: "element", value }] };
    return { id: value.id, answer: await call(`${room}/operations`, body, at) };
  };
  return { id: diagrams[0].id, room, headers, add };
}

/** Several people draw as fast as the answers come; the web process dies in the middle; what was answered is there. */
async function loseNothing() {
  const { room, headers, add } = await roomOf("crash");
  const acknowledged = [];
  let dead = false;
  const draw = async (person) => {
    for (let number = 0; !dead && number < 500; number += 1) {
      const added = await add(person * 1000 + number).catch(() => null);
      if (added?.answer.ok) acknowledged.push(added.id);
    }
  };
  const before = record("web");
  const people = [1, 2, 3].map(draw);
  while (acknowledged.length < 25) await delay(10);
  process.kill(before.pid, "SIGKILL");
  dead = true;
  await Promise.all(people);
  const end = Date.now() + 20_000;
  let diagram = null;
  while (diagram === null && Date.now() < end) {
    await delay(200);
    diagram = await fetch(url(room), { headers }).then(
      (answer) => (answer.ok ? answer.json() : null),
      () => null,
    );
  }
  const there = new Set(diagram?.content.elements.map(({ id }) => id));
  assert.deepEqual(
    acknowledged.filter((id) => !there.has(id)),
    [],
    "acknowledged edits are lost",
  );
  assert.equal(diagram.seq, there.size + 1, "each batch counts once");
}

/** What a stream of a room has said so far. */
async function listen({ id, headers }, at, signal) {
  const answer = await fetch(url(`/events?room=${id}`, at), { headers, signal });
  assert.equal(answer.status, 200);
  const heard = { text: "" };
  const decoder = new TextDecoder();
  const write = (chunk) => void (heard.text += decoder.decode(chunk, { stream: true }));
  answer.body.pipeTo(new WritableStream({ write })).catch(() => undefined);
  return heard;
}

/** A second web process beside the launcher's, with the same environment: what is drawn in one is heard in the other. */
async function serveTogether() {
  const other = await freePort();
  const pairs = readFileSync(`/proc/${record("web").pid}/environ`, "utf8")
    .split("\0")
    .filter(Boolean);
  const env = Object.fromEntries(pairs.map((pair) => [pair.split("=", 1)[0], pair.slice(pair.indexOf("=") + 1)]));
  const second = spawn(process.execPath, ["dist/web.mjs"], {
    cwd: project,
    env: { ...env, PORT: String(other) },
    stdio: "ignore",
  });
  const leaving = new AbortController();
  try {
    const isUp = () =>
      fetch(`http://127.0.0.1:${other}/api/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    for (const end = Date.now() + 30_000; Date.now() < end && !(await isUp());) await delay(100);
    const room = await roomOf("together");
    const streams = [await listen(room, port, leaving.signal), await listen(room, other, leaving.signal)];
    const drawn = await Promise.all([1, 2, 3, 4].map((number) => room.add(number, number % 2 === 0 ? port : other)));
    assert.deepEqual(
      drawn.map(({ answer }) => answer.status),
      [200, 200, 200, 200],
    );
    const missing = () => streams.map(({ text }) => drawn.filter(({ id }) => !text.includes(id)).length);
    for (const end = Date.now() + 3_000; Date.now() < end && missing().some(Boolean);) await delay(20);
    assert.deepEqual(missing(), [0, 0], "edits through one web process are not heard through the other");
  } finally {
    leaving.abort();
    const ended = new Promise((resolve) => second.once("exit", resolve));
    if (second.kill("SIGTERM")) await ended;
  }
}

const cases = {
  "starts on an empty data folder and prints address and set-up link": async () => {
    await start(coldLimit);
    assert.match(current.output(), new RegExp(`http://127\\.0\\.0\\.1:${port}\\b`));
    assert.match(current.output(), /\/setup\?token=\S+/);
    assert.equal(statSync(join(data, "secrets.json")).mode & 0o777, 0o600);
    assert.equal((await fetch(`http://127.0.0.1:${port}/api/health`)).status, 200);
  },
  "gives the web process neither the owner's nor the log's address": async () => {
    const names = readFileSync(`/proc/${record("web").pid}/environ`, "utf8")
      .split("\0")
      .map((pair) => pair.split("=")[0]);
    assert.deepEqual(names.filter((name) => name.startsWith("DATABASE")).sort(), [
      "DATABASE_APP_URL",
      "DATABASE_READ_URL",
    ]);
  },
  "says that the data folder is in use": () =>
    refused(["--port", String(port), "--data", data], /in use by another run of Modelkeep \(process \d+\)/),
  "says that the port is taken": () =>
    refused(["--port", String(port), "--data", join(folder, "other")], new RegExp(`Port ${port} .* is taken`)),
  "runs an operator's command on the running database": async () => {
    const { code, output } = await runToEnd(["--data", data, "db", "status"], {}, "admin.mjs");
    assert.equal(code, 0, output);
    assert.match(output, /database: current/);
  },
  "gives the web process the right of way before the worker": async () => {
    const behind = () => getPriority(record("worker").pid) - getPriority(record("web").pid);
    const end = Date.now() + 5000;
    while (behind() === 0 && Date.now() < end) await delay(50);
    assert.equal(behind(), Math.min(10, 19 - getPriority(record("web").pid)));
  },
  "starts the worker again when it dies": async () => {
    const before = record("worker");
    process.kill(before.pid, "SIGKILL");
    const end = Date.now() + 5000;
    while ((record("worker")?.pid ?? before.pid) === before.pid && Date.now() < end) await delay(50);
    assert.notEqual(record("worker")?.pid ?? before.pid, before.pid);
    assert.match(current.output(), /worker process ended unexpectedly/);
  },
  "starts the database again when it is killed": async () => {
    const before = postgres();
    process.kill(before.pid, "SIGKILL");
    await current.says(/database server ended unexpectedly/, 600);
    const ready = () => fetch(`http://127.0.0.1:${port}/api/health/ready`).then(({ status }) => status);
    const end = Date.now() + 20_000;
    await delay(200);
    while ((await ready()) !== 200 && Date.now() < end) await delay(100);
    assert.equal(await ready(), 200);
    assert.notEqual(postgres().pid, before.pid);
  },
  "serves one room from two web processes": serveTogether,
  "loses no acknowledged edit of a diagram when the web process is killed": loseNothing,
  "stops on Ctrl-C within 10 s and leaves nothing": async () => {
    const processes = everything();
    const seconds = await current.interrupt("SIGINT");
    assert.ok(seconds <= 10, `took ${seconds} s`);
    assert.equal(current.code(), 0);
    await nothingLeft(processes);
  },
  [`starts again within ${warmLimit} s`]: async () => {
    const seconds = await start(60);
    assert.ok(seconds <= warmLimit, `took ${seconds.toFixed(1)} s\n${current.output()}`);
  },
  "starts after the launcher alone was killed, and ends what it left": async () => {
    const left = everything();
    current.kill();
    await start(60);
    assert.deepEqual(left.filter(isSameProcess), []);
  },
  "starts after everything was killed": async () => {
    for (const { pid } of everything()) process.kill(pid, "SIGKILL");
    await delay(200);
    await start(60);
  },
  "stops on SIGTERM too": async () => {
    const processes = everything();
    await current.interrupt("SIGTERM", { group: false });
    await nothingLeft(processes);
  },
  "leaves nothing when interrupted while starting": async () => {
    current = launch(["--port", String(port), "--data", data]);
    await current.says(/Migrations/, 30);
    const processes = [record("launcher"), postgres()];
    await current.interrupt("SIGINT");
    await nothingLeft(processes);
  },
  "says that the data folder cannot be written": () =>
    refused(["--port", String(port), "--data", "/dev/null/data"], /cannot be written/),
  "says that the database cannot be reached, without its password": async () => {
    const address = `postgresql://somebody:hiddenword@127.0.0.1:${await freePort()}/x`;
    const args = ["--port", String(port), "--data", join(folder, "other")];
    await refused(args, /^(?![\s\S]*hiddenword)[\s\S]*cannot be reached/, { DATABASE_URL: address });
  },
  "says that Node is too old": async () => {
    const old = 'Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.1"}})';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}` };
    await refused([], /needs Node 20\.19 or newer.*18\.20\.1/, env);
  },
};

async function runAll() {
  const count = { passed: 0, failed: 0, skipped: 0 };
  let broken = process.platform !== "linux";
  if (broken) console.log("SKIPPED: this suite reads /proc and runs on Linux only.");
  const [first, ...others] = Object.entries(cases);
  const wanted = others.filter(([title]) => title.includes(process.argv[2] ?? ""));
  for (const [title, work] of [first, ...wanted]) {
    if (broken) {
      count.skipped += 1;
      continue;
    }
    const began = Date.now();
    try {
      await work();
      count.passed += 1;
      console.log(`ok    ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      count.failed += 1;
      broken = count.passed === 0;
      console.log(`FAIL  ${title}\n${error.stack}\n${current?.output() ?? ""}`);
    }
  }
  return count;
}

const { passed, failed, skipped } = await runAll();
const elsewhere = readClusterNote(data).folder;
if (current?.code() === null) await current.interrupt("SIGTERM", { group: false });
if (elsewhere) rmSync(dirname(elsewhere), { recursive: true, force: true });
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
