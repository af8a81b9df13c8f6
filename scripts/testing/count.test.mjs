import { describe, expect, it } from "vitest";
import { addCounts, countLine, countPlaywright, countVitest, summary } from "./count.mjs";

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{}] },
    { status: "failed", assertionResults: [] },
  ],
};

describe("counting", () => {
  it("adds a vitest file that could not be loaded to the failures", () => {
    expect(countVitest(vitestReport, 1)).toEqual({ passed: 7, failed: 2, skipped: 3 });
  });

  it("counts a run that ended badly without a failed test as one failure", () => {
    const green = { ...vitestReport, numFailedTests: 0, testResults: [] };
    expect(countVitest(green, 1).failed).toBe(1);
    expect(countVitest(green, 0).failed).toBe(0);
    expect(countVitest(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countPlaywright(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("counts a browser test that passed on the second try as failed", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats }, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it("reads the last line of a suite that counts by itself, and takes silence for a failure", () => {
    expect(countLine("ok\n1 passed, 0 failed, 0 skipped\n9 passed, 0 failed, 2 skipped\n", 0)).toEqual({
      passed: 9,
      failed: 0,
      skipped: 2,
    });
    expect(countLine("9 passed, 0 failed, 0 skipped\n", 1).failed).toBe(1);
    expect(countLine("nothing said", 0).failed).toBe(1);
    expect(countLine("", 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it("sums and says it", () => {
    const total = addCounts([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 0, skipped: 1 },
    ]);
    expect(summary(total)).toBe("11 passed, 2 failed, 4 skipped");
  });
});
