import { describe, expect, it } from "vitest";
import type { ReplayFinding } from "./replay-compare.ts";
import { findingSet, planTask, taskWords } from "./replay-task.ts";

const finding = (entityId: string, detail = "the row differs from its newest entry in name"): ReplayFinding => ({
  kind: "differs",
  entityType: "model",
  entityId,
  detail,
});
const found = (...findings: ReplayFinding[]) => ({ findingCount: findings.length, findings });
const at = new Date("2026-11-21T14:10:30.000Z");

describe("a set of findings", () => {
  it("has a name that does not depend on the order, and does on everything else", () => {
    const [a, b] = [finding("a"), finding("b")];
    expect(findingSet(found(a, b))).toBe(findingSet(found(b, a)));
    const others = [found(a), found(a, a), found(finding("a", "x"), b), { findingCount: 3, findings: [a, b] }];
    expect(new Set([found(a, b), ...others].map(findingSet)).size).toBe(5);
    expect(findingSet(found(a))).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("the task about findings", () => {
  const now = found(finding("a"));
  const { title, detail } = taskWords(now, at);

  it("says what was found, when, and of which set", () => {
    expect(title).toBe("Look into 1 record that does not match the audit trail");
    expect(detail).toBe(`The replay check of 2026-11-21 14:10 UTC found: 1 model differs. Set ${findingSet(now)}.`);
    const many = taskWords({ findingCount: 4_000, findings: [finding("a"), finding("b")] }, at);
    expect(many.title).toContain("4,000 records that do not match");
    expect(many.detail).toContain("2 models differ, among the first 2.");
  });

  it.each([
    ["nothing found, no task", null, found(), "leave"],
    ["nothing found, task done", { state: "done", detail }, found(), "leave"],
    ["clean again", { state: "open", detail }, found(), "close"],
    ["found for the first time", null, now, "open"],
    ["the same set, task open", { state: "open", detail }, now, "leave"],
    ["another set, task open", { state: "open", detail }, found(finding("b")), "replace"],
    ["still there although somebody called it done", { state: "done", detail }, now, "open"],
    ["the same set, of which somebody said it needs nothing", { state: "cancelled", detail }, now, "leave"],
    ["another set after one was cancelled", { state: "cancelled", detail }, found(finding("b")), "open"],
  ] as const)("%s", (_what, newest, findings, plan) => {
    expect(planTask(newest, findings)).toBe(plan);
  });
});
