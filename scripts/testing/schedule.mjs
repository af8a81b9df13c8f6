/**
 * Runs stages side by side, as many as the machine carries, each after the stages it names.
 *
 *   runStages(stages, { slots, runOne, onSettled }) -> Map name -> result
 *
 * A stage is `{ name, after?: string[], weight?: number }`; a weight above `slots` counts as all of them. A stage whose
 * `after` names a failed or skipped stage is not run; its result is `{ state: "skipped", reason }`.
 */

/** The first stage this one waits for that did not pass, if any. */
function brokenNeed(stage, results) {
  return (stage.after ?? []).find((name) => results.has(name) && results.get(name).state !== "passed");
}

function isReady(stage, results, names) {
  return (stage.after ?? []).every((name) => results.has(name) || !names.has(name));
}

/** Runs every stage once and returns how each ended, in the order they ended. */
export async function runStages(stages, { slots, runOne, onSettled = () => {} }) {
  const results = new Map();
  const names = new Set(stages.map((stage) => stage.name));
  const waiting = [...stages];
  const running = new Map();
  let free = slots;

  const settle = (stage, result) => {
    results.set(stage.name, result);
    onSettled(stage, result);
  };
  const start = (stage) => {
    const weight = Math.min(stage.weight ?? 1, slots);
    free -= weight;
    const ended = Promise.resolve(runOne(stage)).then((result) => {
      free += weight;
      running.delete(stage.name);
      settle(stage, result);
    });
    running.set(stage.name, ended);
  };
  const startWhatFits = () => {
    for (let place = 0; place < waiting.length;) {
      const stage = waiting[place];
      const broken = brokenNeed(stage, results);
      const weight = Math.min(stage.weight ?? 1, slots);
      if (broken !== undefined) {
        waiting.splice(place, 1);
        settle(stage, { state: "skipped", reason: `needs "${broken}", which did not pass` });
        place = 0;
      } else if (!isReady(stage, results, names)) {
        place += 1;
      } else if (weight <= free) {
        waiting.splice(place, 1);
        start(stage);
      } else {
        return; // A ready stage waits for room; nothing later overtakes it, or a heavy stage would starve.
      }
    }
  };

  for (;;) {
    startWhatFits();
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (waiting.length > 0)
    throw new Error(`These stages wait for each other: ${waiting.map((s) => s.name).join(", ")}.`);
  return results;
}
