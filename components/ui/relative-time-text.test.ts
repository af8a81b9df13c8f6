import { describe, expect, it } from "vitest";
import { formatDay, formatExact, formatRelative } from "./relative-time-text.ts";

const now = new Date("2026-11-20T12:00:00Z");
const at = (text: string) => formatRelative(new Date(text), { now, timeZone: "UTC" });

describe("relative time", () => {
  it.each([
    ["2026-11-20T11:59:58Z", "just now"],
    ["2026-11-20T11:59:18Z", "42 s ago"],
    ["2026-11-20T11:59:00Z", "1 min ago"],
    ["2026-11-20T11:00:01Z", "59 min ago"],
    ["2026-11-20T11:00:00Z", "1 h ago"],
    ["2026-11-19T12:00:00Z", "1 d ago"],
    ["2026-11-13T12:00:01Z", "6 d ago"],
    ["2026-11-13T12:00:00Z", "13 Nov"],
    ["2025-05-12T09:00:00Z", "12 May 2025"],
    ["2026-11-20T14:00:00Z", "in 2 h"],
    ["2026-12-04T12:00:00Z", "4 Dec"],
    ["not a date", "unknown"],
  ])("%s is %s", (moment, words) => {
    expect(at(moment)).toBe(words);
  });

  it("takes the day of the zone, not of UTC", () => {
    const late = new Date("2026-11-05T23:30:00Z");
    expect(formatDay(late, { now, timeZone: "UTC" })).toBe("5 Nov");
    expect(formatDay(late, { now, timeZone: "Europe/Berlin" })).toBe("6 Nov");
  });

  it("says the exact moment with its zone", () => {
    expect(formatExact(new Date("2026-11-20T07:12:36Z"), "UTC")).toBe("Friday, 20 November 2026 at 07:12:36 UTC");
  });
});
