import { describe, expect, it } from "vitest";
import { z } from "@/lib/zod.ts";
import { fieldPath, problemFieldErrors, validateWith } from "./zod-form.ts";

describe("errors of a form", () => {
  it("says the first message of each field at the field's path", () => {
    const schema = z.strictObject({
      name: z.string().min(3, "Too short.").regex(/^a/, "Begins with a."),
      tags: z.array(z.string().max(2, "Too long.")),
    });
    expect(validateWith(schema)({ name: "b", tags: ["ok", "long"] })).toEqual({
      name: "Too short.",
      "tags.1": "Too long.",
    });
  });

  it("is empty when the schema is content", () => {
    expect(validateWith(z.strictObject({ name: z.string() }))({ name: "x" })).toEqual({});
  });

  it.each([
    ["/tags/0", "tags.0"],
    ["tags[0].name", "tags.0.name"],
    ["name", "name"],
  ])("reads the path %s as %s", (path, dotted) => {
    expect(fieldPath(path)).toBe(dotted);
  });

  it("takes the errors of a problem, wherever the thrown object carries it", () => {
    const problem = { status: 400, errors: [{ path: "slug", message: "Taken." }, { nonsense: true }] };
    expect(problemFieldErrors({ problem })).toEqual({ slug: "Taken." });
    expect(problemFieldErrors(problem)).toEqual({ slug: "Taken." });
    expect(problemFieldErrors(new Error("x"))).toEqual({});
  });
});
