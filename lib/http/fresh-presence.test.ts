import { describe, expect, it } from "vitest";
import { FreshPresence } from "./fresh-presence.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 12, 0, second)).toISOString();

describe("fresh presence", () => {
  it("tells each state once, and a newer one again", () => {
    const fresh = new FreshPresence();
    expect([
      fresh.note("ada", at(1)),
      fresh.note("ada", at(1)),
      fresh.note("ben", at(1)),
      fresh.note("ada", at(2)),
    ]).toEqual([true, false, true, true]);
  });

  it("remembers only as far back as presence is read", () => {
    const fresh = new FreshPresence();
    for (let second = 0; second < 600; second += 1) {
      fresh.forgetBefore(at(second - 3));
      fresh.note(`tab ${second}`, at(second));
    }
    expect(fresh.size).toBe(4);
    expect(fresh.note("tab 599", at(599))).toBe(false);
  });
});
