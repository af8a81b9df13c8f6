import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, freeSlug, isReservedSlug, mayChangeModel, proposeSlug } from "./rules.ts";
import { ModelSlug } from "./schema.ts";

describe("proposeSlug", () => {
  it.each([
    ["Card fraud (GBM)", "card-fraud-gbm"],
    ["  Kreditwürdigkeit für Straße 7 ", "kreditwurdigkeit-fur-strasse-7"],
    ["模型", "model"],
    ["new", "new-model"],
    ["Import", "import-model"],
  ])("makes %j into %j", (name, slug) => {
    expect(proposeSlug(name)).toBe(slug);
  });

  it("always makes a slug that the schema takes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 200 }),
        (name) => ModelSlug.safeParse(proposeSlug(name)).success,
      ),
    );
  });
});

describe("freeSlug", () => {
  it("counts up to the first that is free, within the length", () => {
    expect(freeSlug("a", new Set())).toBe("a");
    expect(freeSlug("a", new Set(["a", "a-2"]))).toBe("a-3");
    const long = "x".repeat(63);
    expect(freeSlug(long, new Set([long]))).toBe(`${"x".repeat(61)}-2`);
  });
});

describe("isReservedSlug", () => {
  it("keeps pages and ids reachable", () => {
    expect(isReservedSlug("import")).toBe(true);
    expect(isReservedSlug("0197f2a4-1111-7222-8333-444455556666")).toBe(true);
    expect(isReservedSlug("imports")).toBe(false);
  });
});

describe("foldText", () => {
  it("drops accents, case and runs of white space", () => {
    expect(foldText("  Éclair\n\tLMM ")).toBe("eclair lmm");
  });
});

describe("mayChangeModel", () => {
  const model = { ownerId: "lena", createdBy: "ada" };
  const person = (id: string, role: string) => ({ type: "user" as const, id, role });
  it("lets owner, registrar, security lead, administrator, keys and the system change a model, and nobody else", () => {
    expect(mayChangeModel(person("lena", "contributor"), model)).toBe(true);
    expect(mayChangeModel(person("ada", "model_owner"), model)).toBe(true);
    expect(mayChangeModel(person("tom", "security_lead"), model)).toBe(true);
    expect(mayChangeModel(person("tom", "administrator"), model)).toBe(true);
    expect(mayChangeModel({ type: "apiKey" }, model)).toBe(true);
    expect(mayChangeModel({ type: "system" }, model)).toBe(true);
    expect(mayChangeModel(person("tom", "model_owner"), model)).toBe(false);
    expect(mayChangeModel({ type: "guest" }, model)).toBe(false);
  });

  it("lets every writer adopt a model that nobody owns", () => {
    expect(mayChangeModel(person("tom", "contributor"), { ownerId: null, createdBy: "ada" })).toBe(true);
  });
});
