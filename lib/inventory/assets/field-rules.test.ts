import { describe, expect, it } from "vitest";
import { assetSections } from "./field-rules.ts";
import { assetFacts } from "./facts-schema.ts";
import { assetKinds } from "./rules.ts";

describe.each(assetKinds)("the table of facts of a %s", (kind) => {
  const fields = assetSections[kind].flatMap((section) => section.fields);

  it("has every fact of the schema once", () => {
    expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(assetFacts[kind].shape).sort());
  });

  it("offers only choices that the schema takes, and all of them", () => {
    for (const { name, options } of fields.filter(({ input }) => input === "choice")) {
      const start = kind === "dataset_version" ? { label: "1" } : {};
      const takes = (value: string) => assetFacts[kind].safeParse({ ...start, [name]: value }).success;
      expect([name, Object.keys(options ?? {}).filter((value) => !takes(value))]).toEqual([name, []]);
      expect(takes("nonsense")).toBe(false);
    }
  });
});
