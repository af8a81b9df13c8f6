/** The static folder's disk is full for a while, under load: half-written files, nothing published, then again. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { keepCheckpoint, settle, settleAndJudge, until } from "../verdict.mjs";

async function fullDisk({ installation, chance }, scene) {
  const full = join(installation.control, "full");
  writeFileSync(full, "");
  const holds = ({ problem }) => problem?.includes("ENOSPC") ?? false;
  await until(installation, scene, { what: "saying that the disk is full", holds });
  await delay(chance.below(1_000));
  rmSync(full);
  await until(installation, scene, { what: "going on when there is room", holds: ({ problem }) => problem === null });
}

export const disk = {
  name: "disk",
  about: "the static folder's disk is full",
  async round(run, scene) {
    const { installation, crew, chance } = run;
    const worker = installation.workers.start();
    const options = { clients: 3, random: chance.random, restMs: 30, onCommit: (c) => scene.commits.push(c) };
    const writers = crew.startWriters(scene.org, options);
    const times = 2 + chance.below(3);
    for (let time = 0; time < times && !run.stopping(); time += 1) {
      await fullDisk(run, scene);
      keepCheckpoint(installation, scene);
    }
    const failures = await writers.stop();
    if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
    const { problem } = await settle(installation, scene);
    if (problem !== null) throw new Error(`The disk has room again, but the log says: ${problem}`);
    await worker.stop();
    return { entries: await settleAndJudge(run, scene), said: `full ${times} times` };
  },
};
