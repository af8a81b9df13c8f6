import { describe, expect, it } from "vitest";
import type { AssetDto } from "@/lib/inventory/assets/schema.ts";
import { comparedFields } from "./asset-conflict.tsx";
import { changedValues, emptyValues, flatLabel, flatWords, updateOf, type AssetFormValues } from "./asset-form.ts";

const start = (more: Partial<AssetFormValues> = {}): AssetFormValues => ({
  ...emptyValues("dataset", { ownerId: null }),
  name: "Payments",
  ...more,
});
const id = "00000000-0000-7000-8000-000000000001";

describe("what changed in the form of an asset", () => {
  it("is told by the single fact, own field or list", () => {
    const before = start({ custom: { cost_centre: "1", gone: "x" } });
    const after = start({
      facts: { ...before.facts, licence: "MIT" },
      custom: { cost_centre: "2" },
      links: [{ relation: "supplied_by", type: "vendor", id }],
    });
    expect(changedValues(before, after)).toEqual({
      "facts.licence": "MIT",
      "custom.cost_centre": "2",
      "custom.gone": null,
      links: [{ relation: "supplied_by", type: "vendor", id }],
    });
  });

  it("is nothing when links and keys only stand in another order", () => {
    const a = { relation: "supplied_by", type: "vendor", id } as const;
    const b = { relation: "depends_on", type: "component", id } as const;
    const document = { title: "T", url: "https://x.example" };
    const turned = { url: "https://x.example", title: "T" };
    expect(
      changedValues(start({ links: [a, b], documents: [document] }), start({ links: [b, a], documents: [turned] })),
    ).toEqual({});
  });

  it("becomes an update with only that; own fields as a whole, on top of the record's newest", () => {
    const changes = { name: "All payments", "facts.licence": "MIT", "custom.a": "2", "custom.b": null };
    expect(updateOf(changes, { custom: { a: "1", b: "1", c: "theirs" } })).toEqual({
      name: "All payments",
      facts: { licence: "MIT" },
      custom: { a: "2", c: "theirs" },
    });
    expect(updateOf({ team: "x" }, { custom: { a: "1" } })).toEqual({ team: "x" });
  });

  it("is said in words", () => {
    expect(flatLabel("dataset", "facts.personalData")).toBe("Personal data");
    expect(flatLabel("dataset", "custom.cost_centre")).toBe("Cost centre");
    expect(flatWords("dataset", "facts.personalData", "yes", {})).toBe("Yes");
    const links = [{ relation: "supplied_by", type: "vendor", id }];
    expect(flatWords("dataset", "links", links, { [id]: "Harbour" })).toBe("supplied by Harbour");
    expect(flatWords("dataset", "documents", [], {})).toBeNull();
  });
});

describe("a conflict", () => {
  const dto = (more: object): AssetDto => ({ ...start(), parent: null, links: [], ...more }) as unknown as AssetDto;

  it("is about the fields that both changed to something else; the same change is none", () => {
    const facts = start().facts;
    const base = dto({});
    const theirs = dto({ team: "A", sensitivity: "public", facts: { ...facts, licence: "MIT", source: "s" } });
    const yours = { team: "B", sensitivity: "public", "facts.licence": "BSD", "facts.retention": "1 year" };
    const { changed, both } = comparedFields({ base, theirs, yours });
    expect(changed.sort()).toEqual(["facts.licence", "facts.source", "sensitivity", "team"]);
    expect(both.sort()).toEqual(["facts.licence", "team"]);
  });
});
