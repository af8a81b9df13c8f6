import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, columnsText } from "./columns-text.ts";

describe("columns as text", () => {
  it.each([
    ["iban, string, personal", [{ name: "iban", type: "string", personal: true }]],
    ["amount\tdecimal(12\t2)", [{ name: "amount", type: "decimal(12, 2)", personal: false }]],
    [
      "name; PERSONAL\n\n  note  ",
      [
        { name: "name", type: "", personal: true },
        { name: "note", type: "", personal: false },
      ],
    ],
    ['"a",b,c,d', ["a", "b", "c", "d"].map((name) => ({ name, type: "", personal: false }))],
    ["", []],
  ])("reads %j", (text, columns) => {
    expect(columnsOf(text)).toEqual(columns);
  });

  it("reads back what it wrote", () => {
    const word = fc.stringMatching(/^[a-z_]{1,12}$/).filter((each) => each !== "personal");
    const column = fc.record({ name: word, type: fc.oneof(word, fc.constant("")), personal: fc.boolean() });
    fc.assert(
      fc.property(fc.array(column, { maxLength: 8 }), (columns) => {
        expect(columnsOf(columnsText(columns))).toEqual(columns);
      }),
    );
  });
});
