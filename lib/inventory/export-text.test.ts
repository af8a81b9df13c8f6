import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "../rules/csv/csv-line.ts";
import { modelsCsv, modelsJson, type ExportRow } from "./export-text.ts";

const row: ExportRow = {
  id: "0197f2a4-1111-7222-8333-444455556666",
  slug: "card-fraud",
  name: '=HYPERLINK("http://evil")',
  owner: "Lena",
  team: "-team",
  provider: "A, B",
  kind: "predictive",
  tasks: ["a", "b"],
  licence: "MIT",
  sensitivity: "internal",
  stage: "design",
  tags: [],
  state: "active",
  version: 3,
  createdAt: "2026-11-20T01:02:03.004Z",
  updatedAt: "2026-11-20T01:02:03.004Z",
  description: "two\nlines",
  purpose: "",
};

describe("csvCell", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@a", "'@a"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["a=b", "a=b"],
    ['say "hi"', '"say ""hi"""'],
    ["a,b", '"a,b"'],
  ])("writes %j as %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it("never starts a text cell with what a spreadsheet runs", () => {
    fc.assert(fc.property(fc.string(), (text) => !/^"?[=+\-@\t\r]/.test(csvCell(text))));
  });
});

describe("modelsCsv", () => {
  it("writes a heading and one line a model", () => {
    const [heading, line] = modelsCsv([row]).split("\r\n");
    expect(heading).toMatch(/^slug,name,kind,owner,/);
    expect(line).toContain(`card-fraud,"'=HYPERLINK(""http://evil"")",predictive,Lena,'-team,"A, B"`);
    expect(line).toContain("a; b");
  });
});

describe("modelsJson", () => {
  it("writes values as they are", () => {
    const parsed = JSON.parse(modelsJson([row], "2026-11-21T00:00:00.000Z")) as { models: ExportRow[] };
    expect(parsed.models[0]).toMatchObject({ name: row.name, tasks: ["a", "b"] });
  });
});
