import { describe, expect, it } from "vitest";
import { apiReference } from "./api-reference.ts";

describe("the reference of the API", () => {
  it("has words for the type of every field of every operation", () => {
    const operations = apiReference().flatMap((group) => group.operations);
    expect(operations.length).toBeGreaterThan(200);
    for (const { id, fields, answer } of operations) {
      for (const { name, type } of [...fields, ...answer])
        expect(type, `${id} ${name}`).not.toMatch(/^$|undefined|object Object/);
    }
  });
});
