import { describe, expect, it } from "vitest";
import { judge, refuse } from "./migrate.mjs";
import { lineOfFailure, statementStarts } from "./sql-place.mjs";

const file = (name, checksum = "c") => ({ name, checksum });
const row = (name, more = {}) => ({
  migration_name: name,
  checksum: "c",
  finished_at: new Date(0),
  rolled_back_at: null,
  ...more,
});

describe("how database and code stand to each other", () => {
  it.each([
    ["current", [file("1")], [row("1")]],
    ["pending", [file("1"), file("2")], [row("1")]],
    ["newer", [file("1")], [row("1"), row("2")]],
    ["edited", [file("1", "other")], [row("1")]],
    ["failed", [file("1")], [row("1", { finished_at: null })]],
    ["pending", [file("1")], [row("1", { finished_at: null, rolled_back_at: new Date(0) })]],
    ["current", [file("1")], [row("1", { finished_at: null, rolled_back_at: new Date(0) }), row("1")]],
    ["current", [], []],
  ])("%s", (state, files, rows) => {
    expect(judge(files, rows).state).toBe(state);
  });

  it.each([
    [[file("1")], [row("2")], "database_newer", /2, which this version does not know/],
    [[file("1", "other")], [row("1")], "migration_edited", /1 was edited after/],
  ])("refuses in words", (files, rows, code, words) => {
    const attempt = () => refuse(judge(files, rows));
    expect(attempt).toThrow(words);
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});

describe("the place of a mistake in a script", () => {
  const sql = "-- one; comment\ncreate table a ();\n\ndo $x$ begin; end $x$;\n/* ; */ insert into a values (';');\n";

  it("knows where statements begin, whatever they contain", () => {
    const lines = statementStarts(sql).map((offset) => sql.slice(0, offset).split("\n").length);
    expect(lines).toEqual([2, 4, 5]);
  });

  it("prefers the position that the server names", () => {
    expect(lineOfFailure(sql, "1")).toBe(1);
    expect(lineOfFailure(sql, undefined, 2)).toBe(5);
    expect(lineOfFailure(sql, undefined, 99)).toBe(1);
  });
});
