import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, canonicalJsonBytes, isCanonicalJson, parseCanonicalJson } from "./canonical-json.ts";
import { MerkleError } from "./merkle-error.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function double(hex: string): number {
  return Buffer.from(hex, "hex").readDoubleBE(0);
}

function pointerOf(value: unknown, numbers?: "finite" | "integers"): string {
  try {
    canonicalJson(value, numbers);
  } catch (error) {
    expect(error).toBeInstanceOf(MerkleError);
    const [, pointer] = /at (".*")$/.exec((error as Error).message) ?? [];
    return JSON.parse(pointer ?? "null") as string;
  }
  return "accepted";
}

describe("canonicalJson: the examples of RFC 8785", () => {
  it("writes the object of section 3.2.2", () => {
    const input = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
        "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    ) as unknown;
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it("sorts the names of section 3.2.3 by UTF-16 code units", () => {
    const input = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    };
    const values = Object.values(JSON.parse(canonicalJson(input)) as object);
    const inText = [...canonicalJson(input).matchAll(/:"([^"]*)"/g)].map((match) => match[1]);
    expect(inText).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
    expect(values).toHaveLength(7);
  });

  it.each([
    ["0000000000000000", "0"],
    ["8000000000000000", "0"],
    ["0000000000000001", "5e-324"],
    ["8000000000000001", "-5e-324"],
    ["7fefffffffffffff", "1.7976931348623157e+308"],
    ["ffefffffffffffff", "-1.7976931348623157e+308"],
    ["4340000000000000", "9007199254740992"],
    ["c340000000000000", "-9007199254740992"],
    ["4430000000000000", "295147905179352830000"],
    ["44b52d02c7e14af5", "9.999999999999997e+22"],
    ["44b52d02c7e14af6", "1e+23"],
    ["44b52d02c7e14af7", "1.0000000000000001e+23"],
    ["444b1ae4d6e2ef4e", "999999999999999700000"],
    ["444b1ae4d6e2ef4f", "999999999999999900000"],
    ["444b1ae4d6e2ef50", "1e+21"],
    ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
    ["3eb0c6f7a0b5ed8d", "0.000001"],
    ["41b3de4355555553", "333333333.3333332"],
    ["41b3de4355555554", "333333333.33333325"],
    ["41b3de4355555555", "333333333.3333333"],
    ["41b3de4355555556", "333333333.3333334"],
    ["41b3de4355555557", "333333333.33333343"],
    ["becbf647612f3696", "-0.0000033333333333333333"],
    ["43143ff3c1cb0959", "1424953923781206.2"],
  ])("writes the number %s of appendix B as %s", (ieee, text) => {
    expect(canonicalJson(double(ieee))).toBe(text);
  });

  it.each(["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])(
    "refuses the number %s of appendix B",
    (ieee) => {
      expect(() => canonicalJson(double(ieee))).toThrow(MerkleError);
    },
  );
});

describe("canonicalJson: what it refuses, and where", () => {
  it("names the place by a JSON pointer", () => {
    expect(pointerOf(undefined)).toBe("");
    expect(pointerOf({ a: [1, { "b/c~d": undefined }] })).toBe("/a/1/b~1c~0d");
    expect(pointerOf({ a: "\ud800" })).toBe("/a");
    expect(pointerOf({ "x\udc00": 1 })).toBe("/x\udc00");
    expect(pointerOf([1, [Number.NaN]])).toBe("/1/0");
  });

  it.each([
    ["bigint", 1n],
    ["function", () => 1],
    ["symbol", Symbol("a")],
    ["date", new Date(0)],
    ["map", new Map()],
    ["bytes", new Uint8Array(2)],
    ["boxed string", Object("a") as unknown],
    [
      "class instance",
      new (class Point {
        x = 1;
      })(),
    ],
    ["hole", new Array<number>(1)],
    ["array with a member", Object.assign([1], { toJSON: 1 })],
    ["symbol member", { [Symbol("a")]: 1 }],
    ["hidden member", Object.defineProperty({}, "a", { value: 1, enumerable: false })],
    ["infinity", Number.POSITIVE_INFINITY],
  ])("refuses a %s", (_name, value) => {
    expect(() => canonicalJson({ in: [value] })).toThrow(MerkleError);
    expect(pointerOf({ in: [value] })).toBe("/in/0");
  });

  it("refuses cycles and more than 256 levels with its own error", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => canonicalJson(cycle)).toThrow(MerkleError);
    expect(canonicalJson(JSON.parse("[".repeat(256) + "]".repeat(256)))).toHaveLength(512);
    expect(() => canonicalJson(JSON.parse("[".repeat(257) + "]".repeat(257)))).toThrow(MerkleError);
  });

  it("refuses fractions and unsafe integers only in the mode for integers", () => {
    expect(canonicalJson({ a: 0.5 })).toBe('{"a":0.5}');
    expect(pointerOf({ a: 0.5 }, "integers")).toBe("/a");
    expect(pointerOf([2 ** 53], "integers")).toBe("/0");
    expect(canonicalJson([2 ** 53 - 1, -0], "integers")).toBe("[9007199254740991,0]");
  });

  it("keeps a member called __proto__", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
  });
});

describe("isCanonicalJson", () => {
  it.each(['{"a":1,"b":[true,null,"é"]}', '"\\u000f\\n/"', "0", "[]", "{}", '""'])("accepts %s", (text) => {
    expect(isCanonicalJson(bytes(text))).toBe(true);
  });

  it.each([
    "",
    " 1",
    "1 ",
    "1.0",
    "-0",
    "1E3",
    "01",
    "1e400",
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a": 1}',
    '"\\/"',
    '"\\u0041"',
    '"\\u000F"',
    '"\\ud800"',
    "\ufeff1",
    "undefined",
  ])("refuses %j", (text) => {
    expect(isCanonicalJson(bytes(text))).toBe(false);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(isCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22))).toBe(false);
    expect(isCanonicalJson(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe(false);
  });

  it("refuses fractions in the mode for integers", () => {
    expect(isCanonicalJson(bytes("1.5"))).toBe(true);
    expect(isCanonicalJson(bytes("1.5"), "integers")).toBe(false);
  });

  it("reads back whatever canonicalJson writes, and nothing else of the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as unknown;
        const written = canonicalJsonBytes(parsed);
        expect(canonicalJson(parseCanonicalJson(written))).toBe(canonicalJson(parsed));
        const spaced = JSON.stringify(parsed, null, 1);
        expect(isCanonicalJson(bytes(spaced))).toBe(spaced === canonicalJson(parsed));
      }),
      { numRuns: 200, seed: 8785 },
    );
  });

  it("throws nothing but its own error on arbitrary bytes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.json().map(bytes)), (input) => {
        expect(typeof isCanonicalJson(input)).toBe("boolean");
      }),
      { numRuns: 200, seed: 8786 },
    );
  });
});
