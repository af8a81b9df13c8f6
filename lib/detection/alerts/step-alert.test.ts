import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { START_ALERT, type AlertRule } from "./alert-rule.ts";
import { describeReplay } from "./describe-replay.ts";
import { replayRule } from "./replay-rule.ts";
import { stepAlert } from "./step-alert.ts";

const RULE: AlertRule = {
  direction: "above",
  fire: 10,
  clear: 8,
  windows: 2,
  clearWindows: 2,
  noDataAfterMs: 3,
  cooldownMs: 0,
};

/** Windows one ms apart: the events as `time event`, and the statuses as letters. */
function run(values: readonly (number | null)[], rule: Partial<AlertRule> = {}) {
  let state = START_ALERT;
  const events: string[] = [];
  const letters = { normal: "n", pending: "p", firing: "f", no_data: "-" };
  const statuses = values.map((value, at) => {
    const step = stepAlert(state, { at, value, rule: { ...RULE, ...rule } });
    state = JSON.parse(JSON.stringify(step.state)) as typeof state;
    if (step.event) events.push(`${at} ${step.event}`);
    return letters[state.status];
  });
  return { events, statuses: statuses.join(""), state };
}

describe("stepAlert", () => {
  it("goes from pending to firing to resolved, with two levels", () => {
    const { events, statuses, state } = run([5, 11, 12, 9, 13, 8, 9, 8, 7, 5]);
    expect(events).toEqual(["1 pending", "2 firing", "8 resolved"]);
    expect(statuses).toBe("npffffffnn");
    expect(state).toMatchObject({ resolvedAt: 8, startedAt: null });
  });

  it("forgets a pending alert quietly, and fires at once when one window is enough", () => {
    expect(run([11, 10, 11, 10])).toMatchObject({ events: ["0 pending", "2 pending"], statuses: "pnpn" });
    expect(run([11], { windows: 1 }).events).toEqual(["0 firing"]);
    expect(run([-1, -3], { direction: "below", fire: 0, clear: 1, windows: 1 }).state.peak).toBe(-3);
  });

  it("counts windows with data only", () => {
    expect(run([11, null, null, 11]).events).toEqual(["0 pending", "3 firing"]);
    expect(run([11, 11, 5, null, null, 5]).events).toEqual(["0 pending", "1 firing", "5 resolved"]);
    expect(run([Number.NaN, 11, 11]).events).toEqual(["1 pending", "2 firing"]);
  });

  it("has no data as a state, and goes on as it was", () => {
    expect(run([5, null, null, null, null, 5])).toMatchObject({
      events: ["3 no_data", "5 resolved"],
      statuses: "nnn--n",
    });
    expect(run([11, 11, null, null, null, 9]).events).toEqual(["0 pending", "1 firing", "4 no_data", "5 firing"]);
    expect(run([11, 11, null, null, null, 5]).events).toEqual(["0 pending", "1 firing", "4 no_data", "5 resolved"]);
    expect(run([null, null, null, null]).events).toEqual(["3 no_data"]);
    expect(run([5, null, null, null, null], { noDataAfterMs: null }).events).toEqual([]);
  });

  it("cools down after it ended", () => {
    const { events } = run([11, 11, 5, 5, 11, 11, 11, 11], { cooldownMs: 4 });
    expect(events).toEqual(["0 pending", "1 firing", "3 resolved", "4 pending", "7 firing"]);
  });

  it("never resolves what did not fire, nor fires twice in between", () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (values, windows) => {
        const { events } = run(values, { windows, noDataAfterMs: null });
        const outcome = events.map((event) => event.split(" ")[1]).filter((event) => event !== "pending");
        outcome.forEach((event, index) => expect(event).toBe(index % 2 === 0 ? "firing" : "resolved"));
      }),
    );
  });
});

describe("replayRule", () => {
  it("gives the times and peaks at which the rule would have fired", () => {
    const values = [5, 11, 12, 15, 8, 8, 5, null, null, null, 5, 20, 30];
    const replay = replayRule(
      RULE,
      values.map((value, day) => ({ at: day * 86_400_000, value })),
    );
    const fast = replayRule(
      { ...RULE, noDataAfterMs: 2 * 86_400_000 },
      values.map((value, day) => ({ at: day * 86_400_000, value })),
    );
    expect(fast.fired).toEqual([
      { from: 2 * 86_400_000, to: 5 * 86_400_000, peak: 15 },
      { from: 12 * 86_400_000, to: null, peak: 30 },
    ]);
    expect(fast.noData).toEqual([{ from: 8 * 86_400_000, to: 10 * 86_400_000 }]);
    expect(describeReplay(fast)).toBe("Would have fired 2 times in 12 days. Data was missing once.");
    expect(replay.noData[0]?.from).toBe(7 * 86_400_000);
    expect(describeReplay(replayRule(RULE, []))).toBe("There is no history with data to replay the rule over.");
    expect(describeReplay(replayRule(RULE, [{ at: 0, value: 1 }]))).toBe("Would not have fired in one day.");
  });

  it("is the same as live", () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const { events } = run(values, { noDataAfterMs: null });
        const replay = replayRule(
          { ...RULE, noDataAfterMs: null },
          values.map((one, at) => ({ at, value: one })),
        );
        expect(replay.fired.map(({ from }) => `${from} firing`)).toEqual(
          events.filter((one) => one.endsWith("firing")),
        );
      }),
    );
  });
});
