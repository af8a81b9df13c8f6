/**
 * Witnesses: a real one that is stopped, killed and started again, and bad ones. A slow, dead or lying one stops nothing;
 * one that is ahead or has seen another log makes the log stand still, and says so truly, until a person decides.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../database/ports.mjs";
import { expectFrozen, healthy, judge, settle, settleAndJudge, stateOf, until } from "../verdict.mjs";

const program = fileURLToPath(new URL("../../../public/verify/modelkeep-witness.mjs", import.meta.url));
const WAIT_MS = 45_000;

function startWitness({ state, port, vkey }) {
  const listen = ["--listen", `127.0.0.1:${port}`];
  const args = [program, "--state", state, "--name", "honest.example", "--log", vkey, ...listen];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const listening = async () => {
    const end = Date.now() + WAIT_MS;
    while (!said.includes("listens on")) {
      if (Date.now() > end || child.exitCode !== null) throw new Error(`the witness did not start: ${said}`);
      await delay(20);
    }
    return /^witness (\S+)$/m.exec(said)[1];
  };
  const end = async () => {
    kill();
    process.off("exit", kill);
    await ended;
  };
  return { listening, end, pause: () => child.kill("SIGSTOP"), go: () => child.kill("SIGCONT") };
}

const cosigned = `select coalesce(max(c.size), 0)::int as size from audit_cosignature c where c.log_id = $1 and c.witness like $2`;

async function cosignedSize(installation, scene, name) {
  const [row] = await installation.rows(cosigned, [scene.org.logId, `${name}%`]);
  return row.size;
}

async function untilCosigned(installation, scene) {
  const { size } = await settle(installation, scene);
  const end = Date.now() + WAIT_MS;
  while ((await cosignedSize(installation, scene, "honest.example")) < size) {
    if (Date.now() > end) throw new Error(`the witness did not cosign ${size} entries again`);
    await delay(100);
  }
}

/** A real witness, slow and dead by turns, while people work. */
async function slowAndDown(run, scene) {
  const { installation, crew, chance } = run;
  const { vkey } = await settle(installation, scene);
  const port = await freePort();
  const setting = { state: join(installation.place, `witness-${scene.org.slug}-${port}`), port, vkey };
  let witness = startWitness(setting);
  const key = await witness.listening();
  await crew.watch(scene.org, { name: "Honest", vkey: key, url: `http://127.0.0.1:${port}/` });
  const options = { clients: 2, random: chance.random, restMs: 40, onCommit: (c) => scene.commits.push(c) };
  const writers = crew.startWriters(scene.org, options);
  for (let turn = 0; turn < 3 && !run.stopping(); turn += 1) {
    witness.pause();
    await delay(chance.below(2_500));
    witness.go();
    await delay(chance.below(1_000));
    await witness.end();
    await delay(chance.below(800));
    witness = startWitness(setting);
    await witness.listening();
  }
  const failures = await writers.stop();
  if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
  await untilCosigned(installation, scene);
  await witness.end();
  return "slow and down by turns";
}

async function lying({ installation, crew }, scene, bad) {
  bad.behave("lying");
  for (let more = 0; more < 5; more += 1) scene.commits.push(await crew.register(scene.org));
  const end = Date.now() + WAIT_MS;
  while (bad.asked() < 2 && Date.now() < end) await delay(50);
  await settle(installation, scene);
  if ((await cosignedSize(installation, scene, "bad-")) > 0) throw new Error("a false cosignature was believed");
  return "lying";
}

/** The log stands still, people go on, entries wait; then the witness is removed and an operator goes on. */
async function standsStill(run, scene, { words, bad }) {
  const { installation, crew } = run;
  const { size } = await expectFrozen(installation, scene, words);
  for (let more = 0; more < 5; more += 1) scene.commits.push(await crew.register(scene.org));
  await delay(600);
  const state = await stateOf(installation, scene);
  if (state.size !== size || state.queued < 5) throw new Error(`the log went on: ${JSON.stringify(state)}`);
  await judge(installation, crew, scene);
  await bad.close();
  const { code, output } = await installation.admin("log", "recover", "--org", scene.org.slug);
  if (code !== 0) throw new Error(`log recover failed: ${output}`);
}

async function ahead(run, scene, bad) {
  const { size } = await settle(run.installation, scene);
  bad.behave({ ahead: size + 1_000 + run.chance.below(1_000) });
  scene.commits.push(await run.crew.register(scene.org));
  await standsStill(run, scene, { words: "says that it has seen", bad });
  return "ahead: stood still";
}

async function forked(run, scene, bad) {
  const { installation, crew } = run;
  const holds = () => bad.size() > 0;
  await until(installation, scene, { what: "the first cosignature", holds, limitMs: WAIT_MS });
  bad.forget();
  scene.commits.push(await crew.register(scene.org));
  await standsStill(run, scene, { words: "does not continue the one it has seen", bad });
  return "forked: stood still";
}

const badOnes = { lying, ahead, forked };

async function withBadWitness(run, scene, kind) {
  const { vkey } = await settle(run.installation, scene);
  const bad = await run.crew.addBadWitness(scene.org, run.rounds, vkey);
  const said = await badOnes[kind](run, scene, bad);
  if (kind === "lying") await bad.close();
  return said;
}

export const witness = {
  name: "witness",
  fresh: true,
  about: "witnesses slow, down, lying, ahead, forked",
  async round(run, scene) {
    run.rounds += 1;
    const kind = ["ahead", "slow", "lying", "forked"][run.rounds % 4];
    const work = () => (kind === "slow" ? slowAndDown(run, scene) : withBadWitness(run, scene, kind));
    const said = await healthy(run.installation, work);
    return { entries: await settleAndJudge(run, scene), said };
  },
};
