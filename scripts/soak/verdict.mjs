/**
 * What must hold after every round.
 *
 *   openScene(installation, crew) -> scene         an organization with its log
 *   settle(installation, scene) -> state           until everything committed is published, or the log stands still
 *   expectFrozen(installation, scene, words)       it stands still with this reason
 *   keepCheckpoint(installation, scene)            as an auditor does; every later verdict must continue it
 *   judge(installation, crew, scene) -> entries    throws when anything was lost, is there twice, or does not verify
 *   healthy(installation, work) -> result          `work` while one faultless worker runs
 *
 *   scene   { org, commits, logs: [{ folder, vkey }], kept }     `commits`: what the product said is committed
 */
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const SETTLE_MS = 60_000;
const LOOK_MS = 60;
const MOST_KEPT = 4;

const STATE = `
select l.log_id, l.size::int as size, l.vkey, l.frozen_reason as frozen, l.signing_problem as problem,
  (select count(*)::int from audit_queue q where q.log_id = l.log_id) as queued,
  (select count(*)::int from audit_entry e where e.log_id = l.log_id) as entries,
  (select count(*)::int from audit_leaf f where f.log_id = l.log_id) as leaves,
  coalesce((select max(c.size)::int from audit_checkpoint c where c.log_id = l.log_id and c.published_at is not null), 0) as published
from audit_log l where l.org_id = $1 and l.current`;

/** Opens an organization whose log is to be watched. */
export async function openScene(installation, crew) {
  const org = await crew.openOrganization();
  const folder = join(installation.dataDir, "log", org.orgId);
  return { org, commits: [], logs: [{ folder, vkey: "" }], kept: [] };
}

/** The log as the database has it; its key is remembered, as an auditor does. */
export async function stateOf(installation, scene) {
  const [state] = await installation.rows(STATE, [scene.org.orgId]);
  const log = scene.logs.at(-1);
  log.vkey = state.vkey ?? log.vkey;
  return state;
}

/** Waits for `holds(state)`; throws with the state when it never does. */
export async function until(installation, scene, { what, holds, limitMs = SETTLE_MS }) {
  const end = Date.now() + limitMs;
  for (;;) {
    const state = await stateOf(installation, scene);
    if (holds(state)) return state;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1_000} s. ${JSON.stringify(state)}`);
    await delay(LOOK_MS);
  }
}

/** Waits until all that was committed is in a published checkpoint. Throws when the log stands still instead. */
export async function settle(installation, scene) {
  const isDone = (state) => state.frozen !== null || (state.queued === 0 && state.published === state.size);
  const state = await until(installation, scene, { what: "sealing everything", holds: isDone });
  if (state.frozen !== null) throw new Error(`The log stands still without a cause: ${state.frozen}`);
  return state;
}

/** Waits until the log stands still; throws when the reason is not the true one. */
export async function expectFrozen(installation, scene, words) {
  const holds = (state) => state.frozen !== null;
  const state = await until(installation, scene, { what: `standing still because "${words}"`, holds });
  if (!state.frozen.includes(words)) throw new Error(`The log says "${state.frozen}" instead of "${words}".`);
  return state;
}

/** Keeps a copy of the present checkpoint. */
export function keepCheckpoint(installation, scene) {
  const { folder } = scene.logs.at(-1);
  if (!existsSync(join(folder, "checkpoint"))) return;
  const kept = join(installation.place, "kept");
  mkdirSync(kept, { recursive: true });
  const copy = join(kept, `${scene.org.orgId}-${Date.now()}-${scene.kept.length}`);
  copyFileSync(join(folder, "checkpoint"), copy);
  if (scene.kept.length >= MOST_KEPT) scene.kept.splice(1, 1);
  scene.kept.push(copy);
}

function findRepeated(names) {
  const seen = new Set();
  return names.find((name) => seen.size === seen.add(name).size);
}

const nameOf = ({ type, id, version }) => `${type} ${id} v${version}`;

function checkOnce(found) {
  const twice = findRepeated(found.map(nameOf)) ?? findRepeated(found.map(({ uuid }) => uuid));
  if (twice !== undefined) throw new Error(`${twice} is in the log twice.`);
}

function checkCommits(scene, found) {
  const there = new Set(found.map(nameOf));
  const lost = scene.commits.filter((commit) => !there.has(nameOf(commit)));
  if (lost.length > 0) throw new Error(`${lost.length} committed entries are lost, the first is ${nameOf(lost[0])}.`);
}

/** Looks at everything from outside and from inside. See the head of this file. Returns how many entries there are. */
export async function judge(installation, crew, scene) {
  const state = await stateOf(installation, scene);
  const found = [];
  for (const [place, { folder, vkey }] of scene.logs.entries()) {
    const kept = place === scene.logs.length - 1 ? scene.kept.flatMap((path) => ["--checkpoint", path]) : [];
    const { code, output } = await installation.verify(folder, "--vkey", vkey, ...kept);
    if (code !== 0) throw new Error(`The verifier says (exit code ${code}):\n${output}`);
    const commits = await crew.folderCommits(folder, vkey);
    checkOnce(commits);
    found.push(...commits);
  }
  if (state.frozen === null) {
    checkCommits(scene, found);
    const { size, leaves, entries, queued } = state;
    const takenOver = scene.logs.length > 1;
    if (leaves !== size || (!takenOver && entries !== size + queued))
      throw new Error(`${entries} entries, ${queued} waiting, ${leaves} leaves, size ${size}: that does not add up.`);
  }
  return found.length;
}

/** Does something while one worker without faults runs; its last words are in the error when it fails. */
export async function healthy(installation, work) {
  const worker = installation.workers.start();
  try {
    return await work();
  } catch (error) {
    error.message += `\nThe worker (${worker.alive() ? "alive" : await worker.ended}) said:\n${worker.said()}`;
    throw error;
  } finally {
    await worker.stop();
  }
}

/** Everything sealed by a faultless worker, then the verdict. Returns how many entries there are. */
export async function settleAndJudge({ installation, crew }, scene) {
  return healthy(installation, async () => {
    await settle(installation, scene);
    const entries = await judge(installation, crew, scene);
    keepCheckpoint(installation, scene);
    return entries;
  });
}
