import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

describe("cursors", () => {
  it("give back what was put in, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }), (values) => {
        expect(decodeCursor(encodeCursor(values), values.length)).toEqual(values);
      }),
    );
  });

  it("are refused as bad input when they are not ours", () => {
    for (const cursor of ["", "x", "e30", encodeCursor(["a"]), Buffer.from("[1,2]").toString("base64url")]) {
      expect(() => decodeCursor(cursor, 2)).toThrow(expect.objectContaining({ code: "invalid_input" }));
    }
  });
});
