import { expect, it } from "vitest";
import { healthWords } from "./health-words.ts";

const at = "2026-11-21T06:00:00.000Z";
const now = Date.parse(at) + 2_000;
const checkpoint = { size: 10, root: "", signedAt: at, publishedAt: at, problem: null };
const witness = (size: number | null) => ({ name: "w", state: "active" as const, size, at: null, problem: null });
const calm = {
  size: 10,
  queued: 0,
  oldestQueuedSeconds: null,
  checkpoint,
  witnesses: [witness(10), witness(10)],
  frozen: null,
};

it.each([
  ["witnessed", calm, ["witnessed", "Sealed 2 s ago", "Witnessed by 2 of 2", "green"]],
  [
    "one behind",
    { ...calm, witnesses: [witness(10), witness(7)] },
    ["witnessed", "Sealed 2 s ago", "Witnessed by 1 of 2", "green"],
  ],
  [
    "not witnessed",
    { ...calm, witnesses: [witness(null)] },
    ["sealed", "Sealed 2 s ago", "Not witnessed yet, 0 of 1", "green"],
  ],
  ["no witness", { ...calm, witnesses: [] }, ["sealed", "Sealed 2 s ago", "No witness is set up", "green"]],
  [
    "waiting",
    { ...calm, queued: 3, oldestQueuedSeconds: 90 },
    ["committed", "3 entries wait", "The oldest for 2 min", "amber"],
  ],
  [
    "frozen",
    { ...calm, queued: 1, frozen: "a witness is ahead" },
    ["committed", "Sealing has stopped", "1 entry waits", "red"],
  ],
  ["empty", { ...calm, checkpoint: null, queued: 0 }, ["committed", "Not sealed yet", "No entry yet", "amber"]],
])("says how the trail is: %s", (_name, health, expected) => {
  const { state, title, detail, tone } = healthWords(health, now);
  expect([state, title, detail, tone]).toEqual(expected);
});

it("puts what this browser saw above everything else", () => {
  expect(healthWords(calm, now, true)).toMatchObject({ tone: "red", title: "The log contradicts itself" });
});
