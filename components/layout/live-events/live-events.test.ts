import { describe, expect, it } from "vitest";
import { mayLead, readLease } from "./leader-among-tabs.ts";
import { keysOf } from "./live-message.ts";
import { pauseBefore } from "./open-stream.ts";

describe("live events", () => {
  it("reads the keys of a message and nothing else", () => {
    expect(keysOf('{"keys":[["model"],["model","7"]]}')).toEqual([["model"], ["model", "7"]]);
    expect(keysOf('{"keys":[[]]}')).toEqual([]);
    expect(keysOf('{"keys":"all"}')).toEqual([]);
    expect(keysOf("not json")).toEqual([]);
    expect(keysOf(null)).toEqual([]);
  });

  it("waits longer after each failure, a minute at most", () => {
    expect([1, 2, 3, 7, 50].map(pauseBefore)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });

  it("leaves the lead to a tab whose lease is running", () => {
    const lease = readLease('{"tab":"a","until":1000}');
    expect(mayLead(lease, "a", 500)).toBe(true);
    expect(mayLead(lease, "b", 500)).toBe(false);
    expect(mayLead(lease, "b", 1001)).toBe(true);
    expect(mayLead(readLease("garbage"), "b", 0)).toBe(true);
    expect(mayLead(readLease(null), "b", 0)).toBe(true);
  });
});
