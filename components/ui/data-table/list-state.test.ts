import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "@/lib/zod.ts";
import { parseListState, writeListState } from "./list-state.ts";

const risks = ["critical", "high", "medium", "low"] as const;
const schema = z.strictObject({
  q: z.string().max(20).optional(),
  risk: z.array(z.enum(risks)).optional(),
  archived: z.enum(["true"]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  sort: z.enum(["name", "-name", "risk"]).default("name"),
});

const parse = (search: string) => parseListState(schema, new URLSearchParams(search));

describe("state of a list in the address", () => {
  it("reads one value of a list as a list", () => {
    expect(parse("risk=high").risk).toEqual(["high"]);
    expect(parse("risk=high&risk=low").risk).toEqual(["high", "low"]);
  });

  it("leaves out what the schema refuses and keeps the rest", () => {
    expect(parse("risk=enormous&q=fraud&limit=9999&sort=price")).toEqual({ q: "fraud", limit: 50, sort: "name" });
  });

  it("ignores parameters that are not of the list", () => {
    expect(parse("tab=history&q=x")).toEqual({ q: "x", limit: 50, sort: "name" });
  });

  it("does not write what is empty or the default", () => {
    expect(writeListState(schema, { q: "", sort: "name", limit: 50, risk: [] }).toString()).toBe("");
  });

  it("writes in the order of the schema, however the state was put together", () => {
    const text = writeListState(schema, { sort: "-name", risk: ["high", "low"], q: "card fraud" }).toString();
    expect(text).toBe("q=card+fraud&risk=high&risk=low&sort=-name");
  });

  it("reads back what it wrote", () => {
    const states = fc.record({
      q: fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: undefined }),
      risk: fc.option(fc.uniqueArray(fc.constantFrom(...risks), { minLength: 1 }), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 100 }),
      sort: fc.constantFrom("name", "-name", "risk"),
    });
    fc.assert(
      fc.property(states, (state) => {
        const read = parseListState(schema, writeListState(schema, state));
        expect(read).toEqual(JSON.parse(JSON.stringify(state)));
      }),
    );
  });
});
