import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { checkPack } from "./check-pack.ts";
import { publishedSchemas } from "./pack-json-schema.ts";
import { builtInPacks } from "./packs.ts";

const threat = {
  id: "ACME-1",
  title: "Payment orders changed by a helper",
  description: "A helper changes the account of a payment order.",
  how: "They plant text in an invoice that the helper reads.",
  first: "Have a person confirm each new account.",
  about: ["agent"],
  stages: ["operation"],
  when: { all: ["node.reads_untrusted_content"] },
  severity: "high",
  mappings: { atlas: ["AML.T0051.001"] },
};
const pack = {
  format: "modelkeep-threat-pack/1",
  id: "acme-payments",
  name: "Payments",
  version: "1.0.0",
  threats: [threat],
};
const withThreat = (given: object) => ({ ...pack, threats: [{ ...threat, ...given }] });

describe("checkPack", () => {
  it("reads a pack and fills in what was left out", () => {
    const { pack: read, problems } = checkPack(pack, builtInPacks);
    expect(problems).toEqual([]);
    expect(read?.threats[0]).toMatchObject({ stride: [], controls: [], when: { any: [] }, playbook: null });
  });

  it.each([
    ["an unknown fact", withThreat({ when: { all: ["node.made_up"] } }), "threats.0.when.all.0"],
    ["an unknown kind", withThreat({ about: ["toaster"] }), "threats.0.about.0"],
    ["an unknown field", withThreat({ titel: "x" }), "threats.0"],
    ["no words", withThreat({ first: " " }), "threats.0.first"],
    ["control characters", withThreat({ how: "They\u0000 do." }), "threats.0.how"],
    ["an id of the product", withThreat({ id: "AIT-001" }), "threats.0.id"],
    ["one id twice", { ...pack, threats: [threat, threat] }, "threats.1.id"],
    ["a name of the product", { ...pack, id: "modelkeep-mine" }, "id"],
    ["no threats", { ...pack, threats: [] }, "threats"],
    ["something else", "a text", ""],
  ])("refuses %s and says where", (_, value, at) => {
    const { pack: read, problems } = checkPack(value, builtInPacks);
    expect(read).toBeNull();
    expect(problems.map((problem) => problem.at)).toContain(at);
  });

  it("refuses ids that another pack has", () => {
    const other = checkPack(pack).pack!;
    expect(checkPack({ ...pack, id: "acme-other" }, [other]).problems).toEqual([
      { level: "error", at: "threats.0.id", message: "ACME-1 is already in the pack acme-payments." },
    ]);
  });

  it("warns about ids that are retired or not known, and keeps the pack", () => {
    const { pack: read, problems } = checkPack(
      withThreat({ mappings: { atlas: ["AML.T0058", "AML.T9999"] }, controls: ["C-ABC-01", "OWN-7"] }),
    );
    expect(read).not.toBeNull();
    expect(problems.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      "warning: AML.T0058 was replaced by AML.T0115.001.",
      "warning: AML.T9999 is not in this release of MITRE ATLAS.",
      "warning: There is no control C-ABC-01 in the library.",
    ]);
  });
});

describe("the published schemas", () => {
  it.each(Object.entries(publishedSchemas()))("public/schemas/%s is what the product reads", async (name, schema) => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../public/schemas/${name}`);
  });

  it("accept the packs of the product and refuse what the product refuses", () => {
    const validate = new Ajv2020({ strict: false }).compile(publishedSchemas()["threat-pack.schema.json"]!);
    for (const one of builtInPacks) expect(validate(one), JSON.stringify(validate.errors)).toBe(true);
    expect(validate(pack)).toBe(true);
    expect(validate(withThreat({ when: { all: ["node.made_up"] } }))).toBe(false);
    expect(validate(withThreat({ titel: "x" }))).toBe(false);
  });
});
