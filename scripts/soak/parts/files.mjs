/** Workers die between the checkpoint's row and the static files: at any file, before, while and after it is put there. */
import { setTimeout as delay } from "node:timers/promises";
import { settleAndJudge } from "../verdict.mjs";

const DEATHS = 4;
const PATIENCE_MS = 12_000;

export const files = {
  name: "files",
  about: "workers die between checkpoint row and static files",
  async round(run, scene) {
    const { installation, crew, chance } = run;
    const options = { clients: 3, random: chance.random, restMs: 30, onCommit: (c) => scene.commits.push(c) };
    const writers = crew.startWriters(scene.org, options);
    const died = [];
    for (let death = 0; death < DEATHS && !run.stopping(); death += 1) {
      const at = { file: 1 + chance.below(9), when: chance.pick(["before", "during", "after"]) };
      const worker = installation.workers.start(at);
      await Promise.race([worker.ended, delay(PATIENCE_MS)]);
      await worker.kill();
      died.push(`${at.when} ${at.file}`);
    }
    const failures = await writers.stop();
    if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
    return { entries: await settleAndJudge(run, scene), said: `at files ${died.join(", ")}` };
  },
};
