import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../../import-problem.ts";
import { pointerStep } from "../../origin.ts";
import { locatePointers } from "./locate-pointers.ts";
import { readJson } from "./read-json.ts";

const refusal = (text: string, limits?: { maxDepth: number; maxValues: number }) => {
  try {
    readJson(text, limits);
  } catch (error) {
    if (error instanceof UnreadableImportError) return error.problems[0]!;
    throw error;
  }
  throw new Error("was read");
};

const whiteSpace = fc.constantFrom("", " ", "\n", "\r\n", "\t", "  \n");

describe("readJson", () => {
  it("reads what JSON.parse reads, whatever the white space", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 4), whiteSpace, (value, indent, space) => {
        const text = space + JSON.stringify(value, null, indent) + space;
        const read = readJson(text);
        if (read.warnings.length === 0)
          expect(read.value).toEqual(JSON.parse(text.replaceAll(/-0(?=[,\s\]}]|$)/g, "0")));
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("refuses what JSON.parse refuses", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "true",
      "nul",
      " ",
      "\\",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) readJson(text);
        else expect(() => readJson(text)).toThrow(UnreadableImportError);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it.each([
    ['{"a": [1,\n  2,]}', "/a/2", 2, 5, /value must stand here/],
    ['{"a": {"b/c": \n x}}', "/a/b~1c", 2, 2, /value must stand here/],
    ['{"a": "x\ny"}', "/a", 1, 9, /not closed/],
    ['{"a": "\\x"}', "/a", 1, 8, /escape/],
    ['{"a": "\\\\\\u12"}', "/a", 1, 10, /escape/],
    ['{"a": "\\u0000"}', "/a", 1, 8, /NUL/],
    ['{"a": "\\ud800"}', "/a", 1, 8, /half of a character/],
    ['{"a": 1', "", 1, 8, /comma or/],
    ['{"a" 1}', "/a", 1, 6, /colon/],
    ["{a: 1}", "", 1, 2, /name in double quotes/],
    ["[01]", "", 1, 3, /comma or/],
    ["[1] x", "", 1, 5, /more follows/],
    ['{"a":', "/a", 1, 6, /cut off/],
  ])("says where %j is broken", (text, path, line, column, message) => {
    const problem = refusal(text);
    expect(problem).toMatchObject({ severity: "error", path, line, column });
    expect(problem.message).toMatch(message);
  });

  it("keeps numbers exactly or as text, and says a key is given twice", () => {
    const { value, warnings } = readJson('{"n": 12345678901234567890, "h": 1e999, "d": 0.10,\n "x": 1, "x": 2}');
    expect(value).toEqual({ n: "12345678901234567890", h: "1e999", d: 0.1, x: 2 });
    expect(warnings.map(({ path, line }) => [path, line])).toEqual([
      ["/n", 1],
      ["/h", 1],
      ["/x", 2],
    ]);
  });

  it("has limits, and no prototype is changed", () => {
    expect(refusal("[".repeat(200_000)).message).toMatch(/deeper than 100/);
    expect(refusal("[1,2,3]", { maxDepth: 9, maxValues: 3 }).message).toMatch(/more than 3 values/);
    const { value } = readJson('{"__proto__": {"polluted": true}}');
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect((value as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("locatePointers", () => {
  it("finds the line of every value of any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        const lines = new Map<string, number>([["", 1]]);
        let line = 1;
        const walk = (each: unknown, pointer: string): void => {
          if (typeof each !== "object" || each === null) return;
          const entries = Object.entries(each);
          for (const [key, inner] of entries) {
            line += 1;
            lines.set(pointer + pointerStep(key), line);
            walk(inner, pointer + pointerStep(key));
          }
          if (entries.length > 0) line += 1;
        };
        walk(JSON.parse(text), "");
        const found = locatePointers(text, lines.keys());
        expect(new Map([...found].map(([pointer, place]) => [pointer, place.line]))).toEqual(lines);
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it("takes the last of two keys, and the nearest part for a pointer that leads nowhere", () => {
    const text = '{\n"a": [1],\n"a": {\n"b": 1}}';
    const places = locatePointers(text, ["/a/b", "/a/zzz/y", "/none"]);
    expect(places.get("/a/b")).toEqual({ line: 4, column: 1 });
    expect(places.get("/a/zzz/y")).toEqual({ line: 3, column: 1 });
    expect(places.get("/none")).toEqual({ line: 1, column: 1 });
  });
});
