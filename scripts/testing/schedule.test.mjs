import { describe, expect, it } from "vitest";
import { runStages } from "./schedule.mjs";

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Runs the stages and notes what overlapped: the greatest load and the order of starts. */
async function observe(stages, slots, failing = []) {
  const started = [];
  let load = 0;
  let greatest = 0;
  const runOne = async (stage) => {
    const weight = Math.min(stage.weight ?? 1, slots);
    started.push(stage.name);
    load += weight;
    greatest = Math.max(greatest, load);
    await tick();
    load -= weight;
    return { state: failing.includes(stage.name) ? "failed" : "passed" };
  };
  const results = await runStages(stages, { slots, runOne });
  return { started, greatest, results };
}

describe("runStages", () => {
  it("runs as many as there are slots and no more", async () => {
    const { greatest, started } = await observe([{ name: "a" }, { name: "b" }, { name: "c" }], 2);
    expect(started).toEqual(["a", "b", "c"]);
    expect(greatest).toBe(2);
  });

  it("gives a heavy stage the whole machine", async () => {
    const { greatest, results } = await observe([{ name: "a" }, { name: "heavy", weight: 9 }, { name: "b" }], 2);
    expect(greatest).toBe(2);
    expect(results.size).toBe(3);
  });

  it("waits for the stages a stage names", async () => {
    const { started } = await observe([{ name: "e2e", after: ["build"] }, { name: "build" }], 2);
    expect(started).toEqual(["build", "e2e"]);
  });

  it("ignores needs that are not part of this run", async () => {
    const { started } = await observe([{ name: "e2e", after: ["build"] }], 2);
    expect(started).toEqual(["e2e"]);
  });

  it("does not run what needs a failed stage, nor what needs that", async () => {
    const stages = [{ name: "build" }, { name: "e2e", after: ["build"] }, { name: "shots", after: ["e2e"] }];
    const { started, results } = await observe(stages, 2, ["build"]);
    expect(started).toEqual(["build"]);
    expect(results.get("e2e")).toEqual({ state: "skipped", reason: 'needs "build", which did not pass' });
    expect(results.get("shots").state).toBe("skipped");
  });

  it("refuses stages that wait for each other", async () => {
    const stages = [
      { name: "a", after: ["b"] },
      { name: "b", after: ["a"] },
    ];
    await expect(observe(stages, 2)).rejects.toThrow("wait for each other: a, b");
  });
});
