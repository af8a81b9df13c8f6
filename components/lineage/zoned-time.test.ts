import fc from "fast-check";
import { expect, it } from "vitest";
import { fromField, toField } from "./zoned-time.ts";

it("gives back the second it was given, in either zone", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("2000-01-01"), max: new Date("2099-01-01"), noInvalidDate: true }), (date) => {
      const second = date.toISOString().slice(0, 19);
      expect(fromField(toField(date.toISOString(), "UTC"), "UTC")).toBe(`${second}.999Z`);
    }),
  );
});

it("takes the whole of a minute without seconds, and nothing that is no time", () => {
  expect(fromField("2026-05-12T08:00", "UTC")).toBe("2026-05-12T08:00:59.999Z");
  expect([fromField("", "UTC"), fromField("yesterday", "local")]).toEqual([undefined, undefined]);
  const local = new Date("2026-05-12T08:00:30.999").toISOString();
  expect(fromField(toField(local, "local"), "local")).toBe(local);
});
