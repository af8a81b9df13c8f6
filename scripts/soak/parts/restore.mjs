/**
 * An older dump is restored: the log must stand still with the true reason while people go on, and an operator brings it
 * back from the static folder, or opens a new one when a thing was changed both before and since.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { dumpDatabase, restoreDatabase } from "../dump.mjs";
import { expectFrozen, healthy, judge, keepCheckpoint, settle, settleAndJudge, stateOf } from "../verdict.mjs";

const onCommitOf = (scene) => (commit) => scene.commits.push(commit);

/** People work, a dump is made meanwhile, they work on, everything is sealed. The dump's file and the sealed size. */
async function dumpAmidWork({ installation, crew, chance, bin }, scene) {
  const file = join(installation.place, `${scene.org.slug}.dump`);
  const options = { clients: 3, random: chance.random, restMs: 20, onCommit: onCommitOf(scene) };
  const size = await healthy(installation, async () => {
    const before = crew.startWriters(scene.org, options);
    await delay(chance.below(2_000));
    await dumpDatabase({ bin, url: installation.ownerUrl, file });
    await delay(300 + chance.below(1_500));
    const failures = await before.stop();
    if (failures.length > 0) throw new Error(`People could not work: ${failures[0]}`);
    return (await settle(installation, scene)).size;
  });
  keepCheckpoint(installation, scene);
  return { file, size };
}

async function standsStill({ installation, crew }, scene, size) {
  await healthy(installation, async () => {
    const had = await expectFrozen(installation, scene, `knows a signed log of ${size} entries, the database has`);
    if (!had.frozen.includes("set back")) throw new Error(`not the true reason: ${had.frozen}`);
    for (let more = 0; more < 5; more += 1) scene.commits.push(await crew.register(scene.org));
    await delay(700);
    const state = await stateOf(installation, scene);
    if (state.size !== had.size || state.queued < 5) throw new Error(`the log went on: ${JSON.stringify(state)}`);
    await judge(installation, crew, scene);
  });
}

async function openNewLog({ installation }, scene) {
  const old = await stateOf(installation, scene);
  const { code, output } = await installation.admin("log", "new", "--reason", "soak", "--org", scene.org.slug);
  if (code !== 0) throw new Error(`log new failed: ${output}`);
  const { folder, vkey } = scene.logs.at(-1);
  scene.logs = [
    { folder: `${folder}.${old.log_id}`, vkey },
    { folder, vkey: "" },
  ];
  scene.kept = [];
}

/** An operator recovers; when versions exist twice that must be refused, and a new log goes on. */
async function goOn({ installation }, scene, twice) {
  const { code, output } = await installation.admin("log", "recover", "--org", scene.org.slug);
  if (twice === (code === 0)) throw new Error(`log recover ended with ${code}: ${output}`);
  if (!twice) return output.split("\n")[0];
  if (!output.includes("exists twice")) throw new Error(`not the true reason: ${output}`);
  await openNewLog({ installation }, scene);
  return "recovery refused, new log";
}

async function liveRowsAgree({ installation }, scene) {
  const { code, output } = await installation.admin("log", "verify", "--org", scene.org.slug);
  if (code !== 0) throw new Error(`The live rows do not agree with the log: ${output}`);
}

export const restore = {
  name: "restore",
  fresh: true,
  about: "an older dump is restored",
  dumps: true,
  async round(run, scene) {
    const { installation, crew, chance, bin } = run;
    run.rounds += 1;
    const model = await crew.register(scene.org);
    scene.commits.push(model);
    const twice = run.rounds % 3 === 0;
    const { file, size } = await dumpAmidWork(run, scene);
    if (twice) scene.commits.push(await crew.change(scene.org, model));
    const sealed = twice ? (await healthy(installation, () => settle(installation, scene))).size : size;
    await crew.leave();
    await restoreDatabase({ bin, url: installation.ownerUrl, file });
    if (twice) scene.commits.push(await crew.change(scene.org, model));
    const early = chance.below(4);
    for (let more = 0; more < early; more += 1) scene.commits.push(await crew.register(scene.org));
    await standsStill(run, scene, sealed);
    const said = await goOn(run, scene, twice);
    const entries = await settleAndJudge(run, scene);
    await liveRowsAgree(run, scene);
    return { entries, said };
  },
};
