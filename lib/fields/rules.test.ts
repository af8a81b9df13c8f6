import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldProblem, fieldValueWords, freeKey, movedTo, proposeKey } from "./rules.ts";

describe("fieldProblem", () => {
  const field = (type: string) => ({ type, label: "Review", choices: ["yearly", "monthly"] });
  it.each([
    ["text", "words", 7],
    ["number", 7, "7"],
    ["number", 0, Number.NaN],
    ["yes_no", false, "no"],
    ["date", "2026-05-12", "12.5.2026"],
    ["address", "https://northwind.example/a", "javascript:alert(1)"],
    ["choice", "yearly", "weekly"],
  ] as const)("a field of type %s takes %j and not %j", (type, good, bad) => {
    expect(fieldProblem(field(type), good)).toBeNull();
    expect(fieldProblem(field(type), bad)).toMatch(/^Review takes /);
  });
});

describe("proposeKey", () => {
  it.each([
    ["Cost centre (EU)", "cost_centre_eu"],
    ["  Über-Größe ", "uber_grosse"],
    ["2nd review", "nd_review"],
    ["模型", "field"],
  ])("makes %j into %j", (label, key) => {
    expect(proposeKey(label)).toBe(key);
  });

  it("always makes a key that the table takes, also when it is taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (label) => {
        const key = proposeKey(label);
        const next = freeKey(key, new Set([key]));
        return next !== key && [key, next].every((each) => /^[a-z][a-z0-9_]{0,39}$/.test(each));
      }),
    );
  });
});

describe("movedTo", () => {
  it.each([
    ["c", 1, "cab"],
    ["a", 3, "bca"],
    ["b", 2, "abc"],
    ["a", 99, "bca"],
    ["c", -1, "cab"],
  ])("moves %s to place %i", (id, place, order) => {
    expect(movedTo(["a", "b", "c"], id, place).join("")).toBe(order);
  });
});

it("says values in words, and nothing where there is nothing", () => {
  expect([true, false, 1234.5, "x", "", null].map(fieldValueWords)).toEqual(["Yes", "No", "1,234.5", "x", null, null]);
});
