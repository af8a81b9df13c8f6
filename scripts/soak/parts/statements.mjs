/**
 * Integrator and publisher die at each statement: their connection breaks before or after it (every statement, in random
 * order), and whole workers kill themselves at one.
 */
import { setTimeout as delay } from "node:timers/promises";
import { settleAndJudge } from "../verdict.mjs";

const MOST_STATEMENTS = 60;
const DEATHS = 4;
const PATIENCE_MS = 12_000;

async function brokenConnections({ crew, chance, stopping }, scene) {
  const onCommit = (commit) => scene.commits.push(commit);
  const faults = chance.shuffled(await crew.allStatementFaults(scene.org, onCommit));
  let met = 0;
  for (const fault of faults) {
    if (stopping()) break;
    await crew.meetStatementFault(scene.org, fault, onCommit);
    met += 1;
  }
  return `${met} of ${faults.length} connections broken`;
}

async function dyingProcesses({ installation, crew, chance, stopping }, scene) {
  const options = { clients: 2, random: chance.random, restMs: 60, onCommit: (c) => scene.commits.push(c) };
  const writers = crew.startWriters(scene.org, options);
  const died = [];
  for (let death = 0; death < DEATHS && !stopping(); death += 1) {
    const at = { statement: 1 + chance.below(MOST_STATEMENTS), when: chance.pick(["before", "after"]) };
    const worker = installation.workers.start(at);
    await Promise.race([worker.ended, delay(PATIENCE_MS)]);
    await worker.kill();
    died.push(`${at.when} ${at.statement}`);
  }
  const failures = await writers.stop();
  if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
  return `processes died ${died.join(", ")}`;
}

export const statements = {
  name: "statements",
  about: "integrator and publisher die at each statement",
  async round(run, scene) {
    run.rounds += 1;
    const said = run.rounds % 2 === 1 ? await brokenConnections(run, scene) : await dyingProcesses(run, scene);
    return { entries: await settleAndJudge(run, scene), said };
  },
};
