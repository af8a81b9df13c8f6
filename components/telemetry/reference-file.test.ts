import { describe, expect, it } from "vitest";
import { describeColumn, readReferenceFile } from "./reference-file.ts";

const columnsOf = (text: string) => {
  const read = readReferenceFile(text);
  return "file" in read ? read.file.columns : read.refused;
};

describe("a file of training data", () => {
  it("is a table with headings: numbers, texts and missing values", () => {
    expect(columnsOf("amount;country\n12.5;CH\n;FR\n-3e2;NA\n")).toEqual({
      amount: [12.5, null, -300],
      country: ["CH", "FR", null],
    });
  });

  it("is JSON by rows or by columns", () => {
    const columns = { amount: [1, 2], new: [true, null] };
    expect(columnsOf('[{"amount":1,"new":true},{"amount":2}]')).toEqual(columns);
    expect(columnsOf(JSON.stringify({ columns }))).toEqual(columns);
    expect(columnsOf(JSON.stringify(columns))).toEqual(columns);
  });

  it.each([
    ["a,b\n1,2\n3\n", "Line 3 has 1 cell, and there are 2 headings."],
    ["a,a\n1,2\n", "Line 1, column 2: “a” stands there twice."],
    ["a,\n1,2\n", "Line 1, column 2: this column has no heading."],
    [`a\n${"1\n".repeat(19)}"12,5"\n`, "Line 21, column “a”: “12,5” is no number, and 95 % of the column are."],
    ["a,b\n", "The file has headings and no rows."],
    ['[{"a":1},{"a":[2]}]', "Row 2, column “a”: write a number, a text, true, false or null, and no list or object."],
    ["[1]", "Row 1: write an object with a value for each column."],
    ['{"a":3}', "Column “a”: write a list of its cells."],
    ["[]", "The file has no column."],
  ])("says where %j is wrong", (text, words) => expect(columnsOf(text)).toBe(words));

  it("says line and column of what is no JSON", () =>
    expect(columnsOf('[{"a":1},\n {"a":}]')).toMatch(/^Line 2, column 7: A value must stand here/));

  it("sends every so-manieth row when all do not fit into one request", () => {
    const rows = Array.from({ length: 50_000 }, (_, row) => `${row},${"x".repeat(40)}`);
    const read = readReferenceFile(`number,text\n${rows.join("\n")}`);
    if (!("file" in read)) throw new Error(read.refused);
    expect(read.file).toMatchObject({ of: 50_000 });
    expect(read.file.rows).toBeLessThan(20_000);
    expect(JSON.stringify(read.file.columns).length).toBeLessThan(1_000_000);
    expect(read.file.columns["number"]?.slice(0, 2)).toEqual([0, 50_000 / read.file.rows > 3 ? 4 : 3]);
  });

  it("is described by column", () => {
    expect(describeColumn([1, 2, 2, null])).toEqual({ type: "numbers", missing: 0.25, different: 2 });
    expect(describeColumn(["a", "b", 3])).toMatchObject({ type: "categories" });
    expect(describeColumn([null])).toMatchObject({ type: "empty", missing: 1 });
  });
});
