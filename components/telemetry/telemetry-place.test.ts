import { describe, expect, it } from "vitest";
import { addressWith, fieldMoment, momentField, placeOf } from "./telemetry-place.ts";
import { worstCell, scaleEnd } from "./telemetry-words.ts";
import { telemetryFixture, start } from "./testing/telemetry-fixture.ts";

const now = Date.parse("2026-11-20T10:03:20Z");
const read = (text: string) => placeOf(new URLSearchParams(text), now);

describe("the address of a telemetry page", () => {
  it("is the last day when it says nothing, and begins on a round five minutes", () => {
    expect(read("")).toEqual({
      choice: "24h",
      range: { from: "2026-11-19T10:00:00.000Z" },
      zone: "local",
      compare: null,
      quantity: null,
      cell: null,
    });
    expect(read("range=7d&zone=utc").range).toEqual({ from: "2026-11-13T10:00:00.000Z" });
  });

  it("is a range of one's own only when it begins before it ends", () => {
    const own = "from=2026-11-20T01:00:00Z&to=2026-11-20T03:00:00Z";
    expect(read(own)).toMatchObject({ choice: null, range: { to: "2026-11-20T03:00:00.000Z" } });
    expect(read("from=2026-11-20T03:00:00Z&to=2026-11-20T01:00:00Z").choice).toBe("24h");
    expect(read("from=never&to=2026-11-20T01:00:00Z").choice).toBe("24h");
  });

  it("reads a cell whose series holds any letters, and nothing else", () => {
    expect(read(`cell=${encodeURIComponent("feature:a@b@17")}`).cell).toEqual({ series: "feature:a@b", at: 17 });
    for (const wrong of ["cell=", "cell=@17", "cell=feature:a", "cell=feature:a@x"])
      expect(read(wrong).cell).toBeNull();
  });

  it("changes and takes away parameters, and keeps the others", () => {
    expect(addressWith(new URLSearchParams("range=7d&zone=utc"), { range: null, cell: "a@1" })).toBe(
      "?zone=utc&cell=a%401",
    );
    expect(addressWith(new URLSearchParams("range=7d"), { range: null })).toBe("?");
  });

  it("takes fields of date and clock back and forth", () => {
    for (const zone of ["utc", "local"] as const) expect(fieldMoment(momentField(start, zone), zone)).toBe(start);
    expect(fieldMoment("", "utc")).toBeNull();
  });
});

describe("the matrix in words", () => {
  it("opens the farthest cell that drifted, and none when none did", () => {
    const { drift } = telemetryFixture();
    expect(worstCell(drift)?.series).toBe("feature:merchant_risk_score");
    expect(worstCell({ ...drift, rows: [] })).toBeNull();
    expect(scaleEnd(0.1)).toBe(0.3);
  });
});
