import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { exactNumber } from "./exact-number.ts";
import { readYaml } from "./read-yaml.ts";
import { frontMatterLimits } from "./yaml-source.ts";
import { toJson } from "./yaml-node.ts";

const source = { what: "front matter", firstLine: 2, limits: frontMatterLimits };
const read = (text: string) => {
  const { root, warnings } = readYaml(text, source);
  return { json: root === undefined ? undefined : toJson(root), warnings };
};
/** Processor time of the test process: the clock on the wall would fail on a busy machine. */
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const refusal = (text: string) => {
  try {
    readYaml(text, source);
  } catch (error) {
    if (error instanceof UnreadableImportError) return error.problems[0]!;
    throw error;
  }
  throw new Error("was read");
};

describe("readYaml", () => {
  it("keeps what YAML 1.1 would turn into something else as text", () => {
    expect(read("language: no\nday: 2022-01-20\non: yes\n").json).toEqual({
      language: "no",
      day: "2022-01-20",
      on: "yes",
    });
  });

  it("keeps numbers that JSON cannot say as text, with an info", () => {
    const { json, warnings } = read("a: 12345678901234567890\nb: 0x1F\nc: 007\nd: .inf\ne: 5e-05\nf: 0.90\n");
    expect(json).toEqual({ a: "12345678901234567890", b: "0x1F", c: "007", d: ".inf", e: 5e-5, f: 0.9 });
    expect(warnings.map(({ severity, path }) => [severity, path])).toEqual(
      ["/a", "/b", "/c", "/d"].map((path) => ["info", path]),
    );
  });

  it("keeps a version number as it is written", () => {
    expect(read("transformers_version: 4.10\n").json).toEqual({ transformers_version: "4.10" });
  });

  it("reads a document of comments as nothing", () => {
    expect(read("# only\n# comments\n").json).toBeUndefined();
  });

  it("expands aliases, and leaves merge keys alone with a warning", () => {
    const { json, warnings } = read("a: &x [1]\nb: *x\nc:\n  <<: *x\n");
    expect(json).toEqual({ a: [1], b: [1], c: { "<<": [1] } });
    expect(warnings[0]).toMatchObject({ severity: "warning", path: "/c", line: 5 });
  });

  it("does not interpret tags", () => {
    const { json, warnings } = read("a: !!python/object:os.system [x]\nb: !!binary aGk=\nc: !!str 12\n");
    expect(json).toEqual({ a: ["x"], b: "aGk=", c: "12" });
    expect(warnings).toHaveLength(2);
  });

  it.each([
    ["a tab as indentation", "a:\n\tb: 1\n", 3, /tab/],
    ["a missing quote", 'a: 1\nb: "open\n', 3, /quote/],
    ["a colon in plain text", "a: b: c\n", 2, /quotes/],
    ["a repeated key", "a: 1\nb: 2\na: 3\n", 4, /twice \(first on line 2\)/],
    ["a repeated key of another type", '1: a\n"1": b\n', 3, /twice/],
    ["an alias to nothing", "a: *nothing\n", 2, /names nothing/],
    ["an alias to itself", "a: &a [*a]\n", 2, /inside the value/],
    ["a key that is a list", "? [a]\n: 1\n", 2, /key is expected/],
    ["a prototype key", "a:\n  __proto__: 1\n", 3, /__proto__/],
    ["a directive", "%YAML 1.1\n---\na: 1\n", 2, /directive/],
    ["two documents", "a: 1\n---\nb: 2\n", 3, /more than one/],
    ["an escaped NUL", 'a: "x\\0"\n', 2, /NUL/],
    ["half a character", 'a: "\\ud800"\n', 2, /half a character/],
    ["a control character", "a: \x07\n", 2, /control character/],
    ["too deep", `a: ${"[".repeat(40)}${"]".repeat(40)}\n`, 2, /nested more than 32/],
    ["far too deep", "[".repeat(400_000), 2, /nested more than 32/],
    ["too many parts", "a: [" + "1,".repeat(300_000) + "]", 2, /too many parts/],
    ["too long", `a: ${"x".repeat(1_000_001)}`, 2, /longer than/],
  ])("refuses %s with its line", (_name, text, line, message) => {
    const problem = refusal(text);
    expect(problem.message).toMatch(message);
    expect(problem.line).toBe(line);
    expect(problem.message.length).toBeLessThan(400);
  });

  it("refuses an alias bomb at once", () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(8)}]`);
    const startMs = cpuMs();
    expect(refusal(`a0: &a0 [lol]\n${levels.join("\n")}\n`).message).toMatch(/grows too large/);
    expect(cpuMs() - startMs).toBeLessThan(1000);
  });

  it.each([
    ["100,000 keys", Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["40,000 keys of one mapping", Array.from({ length: 40_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["bad escapes", `a: "${"\\x".repeat(400_000)}"`],
    ["closing brackets", "]".repeat(500_000)],
    ["mismatched brackets", "[}".repeat(300_000)],
    ["quotes", '"'.repeat(900_000)],
    ["tags", "! ".repeat(300_000)],
    ["dashes", "- ".repeat(300_000)],
    ["question marks", "? ".repeat(300_000)],
    ["documents", "--- \n".repeat(100_000)],
  ])("answers in time for %s", (_name, text) => {
    const startMs = cpuMs();
    try {
      readYaml(text.slice(0, 1_000_000), source);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableImportError);
    }
    expect(cpuMs() - startMs).toBeLessThan(4000);
  });

  it("puts the global stack trace limit back", () => {
    const before = Error.stackTraceLimit;
    refusal("a: [\n");
    expect(Error.stackTraceLimit).toBe(before);
  });

  it("agrees with JSON on JSON documents", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify({ value });
        if (text.includes("__proto__") || /\\u0000|\\ud[89a-f]/i.test(text)) return;
        expect(read(text).json).toEqual(JSON.parse(text.replace(/(?<=[:,[])-0(?=[,\]}])/g, "0")));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe("exactNumber", () => {
  it("is the number exactly when its shortest decimal says the same as the text", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(exactNumber(String(value), value)).toBe(value === 0 ? 0 : value);
      }),
      { seed: 7, numRuns: 200 },
    );
    expect(exactNumber("9007199254740993", 9007199254740993)).toBeUndefined();
    expect(exactNumber("1e20", 1e20)).toBe(1e20);
    expect(exactNumber("1e999", Infinity)).toBeUndefined();
    expect(exactNumber("-0", -0)).toBe(0);
  });
});
