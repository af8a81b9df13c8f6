import { describe, expect, it } from "vitest";
import { shareSchemas } from "./share-schemas.ts";

const long = { type: "string", description: "x".repeat(400) };
const person = { type: "object", properties: { name: long } };

describe("shareSchemas", () => {
  it("takes out what stands twice, under the name of its first place, and leaves the outermost where they are", () => {
    const list = { type: "object", properties: { items: { type: "array", items: person }, owner: person } };
    const { schemas, shared } = shareSchemas([
      { name: "model.list", schema: list },
      { name: "model.read", schema: person },
    ]);
    const ref = { $ref: "#/components/schemas/ModelListItems" };
    expect(shared).toEqual({ ModelListItems: person });
    expect(schemas).toEqual([
      { type: "object", properties: { items: { type: "array", items: ref }, owner: ref } },
      person,
    ]);
  });

  it("leaves alone what stands once or is short", () => {
    const short = { type: "object", properties: { a: { type: "string" } } };
    const schema = { type: "object", properties: { a: short, b: short, c: person } };
    expect(shareSchemas([{ name: "x", schema }])).toEqual({ schemas: [schema], shared: {} });
  });

  it("shares inside of what is shared, and tells equal names apart", () => {
    const outer = { type: "object", properties: { who: person, note: long } };
    const other = { type: "object", properties: { who: person, text: long } };
    const both = { type: "object", properties: { a: outer, b: outer, c: person } };
    const again = { type: "object", properties: { a: other, b: other } };
    const { shared } = shareSchemas([
      { name: "x.y", schema: both },
      { name: "x.y", schema: again },
    ]);
    expect(Object.keys(shared).sort()).toEqual(["XYA", "XYA2", "XYAWho"]);
    expect(shared["XYA"]).toMatchObject({ properties: { who: { $ref: "#/components/schemas/XYAWho" } } });
  });
});
