/** The clocks of two workers and of the people's commands step back and forth by up to a day. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { keepCheckpoint, settleAndJudge } from "../verdict.mjs";

const DAY_MS = 86_400_000;

export const clock = {
  name: "clock",
  about: "clocks step back",
  async round(run, scene) {
    const { installation, crew, chance } = run;
    const file = join(installation.control, "clock");
    let wrongBy = 0;
    let steps = 0;
    const workers = [installation.workers.start(), installation.workers.start()];
    const now = () => new Date(Date.now() + wrongBy);
    const options = { clients: 3, random: chance.random, restMs: 30, now, onCommit: (c) => scene.commits.push(c) };
    const writers = crew.startWriters(scene.org, options);
    const end = Date.now() + 5_000;
    while (Date.now() < end && !run.stopping()) {
      wrongBy = Math.floor((chance.random() - 0.8) * DAY_MS);
      writeFileSync(file, String(wrongBy));
      steps += 1;
      await delay(50 + chance.below(300));
    }
    keepCheckpoint(installation, scene);
    const failures = await writers.stop();
    await Promise.all(workers.map((worker) => worker.stop()));
    rmSync(file, { force: true });
    if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
    return { entries: await settleAndJudge(run, scene), said: `${steps} steps` };
  },
};
