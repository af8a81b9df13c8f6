/** People work while one, two or three workers are killed at any moment and come back. */
import { setTimeout as delay } from "node:timers/promises";
import { keepCheckpoint, settleAndJudge } from "../verdict.mjs";

const CLIENTS = 5;

/** A place for a worker: it is started, lives a while, is killed, and so on. */
async function dyingWorkers({ installation, chance }, isOver) {
  while (!isOver()) {
    const worker = installation.workers.start();
    const early = chance.random() < 0.25;
    await Promise.race([early ? delay(chance.below(1_200)) : worker.ready, worker.ended]);
    await Promise.race([delay(chance.below(2_500)), worker.ended]);
    await worker.kill();
  }
}

export const kill = {
  name: "kill",
  about: "1 to 3 workers killed at random moments under load",
  async round(run, scene) {
    const { installation, crew, chance } = run;
    const end = Date.now() + 5_000 + chance.below(5_000);
    const isOver = () => Date.now() > end || run.stopping();
    const instances = 1 + chance.below(3);
    const options = { clients: CLIENTS, random: chance.random, restMs: 20, onCommit: (c) => scene.commits.push(c) };
    const writers = crew.startWriters(scene.org, options);
    await Promise.all(Array.from({ length: instances }, () => dyingWorkers(run, isOver)));
    keepCheckpoint(installation, scene);
    const failures = await writers.stop();
    if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
    return { entries: await settleAndJudge(run, scene), said: `${instances} at once` };
  },
};
