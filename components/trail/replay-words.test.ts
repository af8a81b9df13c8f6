import { describe, expect, it } from "vitest";
import type { ReplayRun } from "@/lib/trail/schema.ts";
import { replayWords } from "./replay-words.ts";
import { answers } from "./use-replay-request.ts";

const run = (more: Partial<ReplayRun>): ReplayRun => ({
  compared: 1_204,
  notComparable: 0,
  findingCount: 0,
  findings: [],
  startedAt: "2026-11-21T14:00:00.000Z",
  finishedAt: "2026-11-21T14:00:00.450Z",
  ...more,
});
const finding = { kind: "differs", entityType: "model", entityId: "m", detail: "x", newest: null } as const;

describe("the result of a replay check", () => {
  it("says that all is well, how much was compared, and what could not be", () => {
    expect(replayWords(run({ notComparable: 1 }))).toEqual({
      tone: "green",
      title: "Every record matches the trail",
      detail: "1,204 records compared in 0.5 s. Of 1 record a part was erased, which cannot be compared.",
    });
  });

  it("counts what does not match, by kind where all of it is known", () => {
    expect(replayWords(run({ findingCount: 1, findings: [finding] })).title).toBe(
      "1 record does not match the trail: 1 model differs",
    );
    expect(replayWords(run({ findingCount: 5_000, findings: [finding] }))).toMatchObject({
      tone: "red",
      title: "5,000 records do not match the trail",
    });
  });

  it("is an answer when the run began at or after the request", () => {
    const at = "2026-11-21T14:00:00.000Z";
    expect([answers(undefined, at), answers("2026-11-21T13:59:59.999Z", at), answers(at, at)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
