import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ThreatModelDraft } from "../threat-model/draft.ts";
import { readTree } from "../threat-model/read-tree.ts";
import { arbitraryModel, comparable } from "../threat-model/testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "../threat-model/testing/reference.ts";
import { parseOtm } from "./parse-otm.ts";
import { printOtm } from "./print-otm.ts";

const read = (text: string) => ThreatModelDraft.parse(parseOtm(readTree(text)));
const model = (file: string) => read(referenceText(`otm/${file}`));
const files = [
  "lucid_example.yaml",
  "manual_threat_model.yaml",
  "otm_example.json",
  "otm_file_example.otm",
  "visio_example.yaml",
];
const refusal = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};
const yaml = (rest: string) => `otmVersion: 0.2.0\nproject:\n  name: P\n  id: p\n${rest}`;

describe("the reference models", () => {
  it.skipIf(isReferenceAbsent).each(files)("%s is read, the same each time, and comes back from print", (file) => {
    const draft = model(file);
    expect(model(file)).toEqual(draft);
    expect(draft.diagrams[0]!.content.elements.length).toBeGreaterThan(2);
    expect(comparable(read(printOtm(draft).text))).toEqual(comparable(draft));
  });

  it.skipIf(isReferenceAbsent)("threats, mitigations, zones and what is not kept of the example", () => {
    const draft = model("otm_example.json");
    expect(draft.threats).toMatchObject([
      {
        targets: ["web-service", "cc-store-in-db"],
        stride: ["Spoofing", "Tampering"],
        references: ["CWE-79", "CWE-787", "CWE-123"],
        likelihood: 3,
        impact: 5,
        severity: "high",
        state: "accepted",
        mitigations: ["fd6136f4-e2ff-11eb-ba80-0242ac130004"],
      },
    ]);
    expect(draft.mitigations.map(({ state }) => state)).toEqual(["planned", "planned"]);
    expect(draft.participants).toEqual([{ name: "John Doe", role: "owner" }]);
    const { zones, elements } = draft.diagrams[0]!.content;
    expect(zones.map(({ name, trust, x }) => [name, trust, x])).toEqual([
      ["Internet", 1, 600],
      ["Private", 4, 0],
    ]);
    expect(elements.map(({ kind, zoneId }) => [kind, zoneId?.slice(0, 4)])).toEqual([
      ["actor", "f0ba"],
      ["process", "2ab4"],
      ["store", "2ab4"],
      ["process", "2ab4"],
    ]);
    const told = draft.notCarried.map(({ message }) => message).join("\n");
    for (const word of ["Credit Card Data", "john.doe@example.com", "Application Code", "different states", "cmdbId"])
      expect(told).toContain(word);
  });

  it.skipIf(isReferenceAbsent)("components that hold others become zones; a place is counted from there", () => {
    const draft = model("otm_file_example.otm");
    const { zones, elements, flows } = draft.diagrams[0]!.content;
    const vpc = zones.find(({ name }) => name === "CustomVPC")!;
    expect(vpc).toMatchObject({ externalId: "37e5e555-46ee-44bf-bc38-41fc3405346c/inside", trust: 0 });
    expect(elements.find(({ name }) => name === "CustomVPC")).toMatchObject({ zoneId: vpc.externalId });
    expect(zones.find(({ name }) => name === "PrivateSubnet1")?.parentId).toBe(vpc.externalId);
    expect(flows).toHaveLength(22);
  });
});

describe("printOtm", () => {
  const validate = isReferenceAbsent
    ? undefined
    : new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(referenceText("otm/otm_schema.json")) as object);

  it("gives any model back, and OTM's schema accepts it", () => {
    fc.assert(
      fc.property(arbitraryModel(2), (draft) => {
        const { text } = printOtm(draft);
        if (validate !== undefined) {
          validate(JSON.parse(text));
          expect(validate.errors ?? []).toEqual([]);
        }
        const again = read(text);
        const states = new Map(draft.mitigations.map(({ externalId, state }) => [externalId, state]));
        expect(new Map(again.mitigations.map(({ externalId, state }) => [externalId, state]))).toEqual(states);
        expect(comparable(again)).toEqual(comparable(draft));
      }),
      { seed: 32, numRuns: 150 },
    );
  });
});

describe("hostile and broken files", () => {
  it("names the circle of zones, and of components that lie in each other", () => {
    const circle = refusal(
      yaml(
        "trustZones:\n- {id: a, name: Aye, risk: {trustRating: 1}, parent: {trustZone: b}}\n" +
          "- {id: b, name: Bee, risk: {trustRating: 1}, parent: {trustZone: a}}\n",
      ),
    );
    expect(circle).toMatchObject({ path: "/trustZones/0", line: 6 });
    expect(circle.message).toMatch(/"Aye" in "Bee" in "Aye"/);
    const nested = refusal(
      yaml(
        "trustZones: []\ncomponents:\n- {id: a, name: Aye, type: x, parent: {component: b}}\n" +
          "- {id: b, name: Bee, type: x, parent: {component: a}}\n",
      ),
    );
    expect(nested.message).toMatch(/in a circle/);
  });

  it("refuses broken YAML, no project, and wrong lists with line and pointer", () => {
    expect(refusal("otmVersion: 0.2.0\nproject: {name: x")).toMatchObject({ kind: "unreadable" });
    expect(refusal('{"otmVersion": "0.2.0"}').path).toBe("/project");
    expect(refusal(yaml("components: 5\n"))).toMatchObject({ path: "/components", line: 5 });
    expect(refusal(`a: ${"[".repeat(500)}`).message).toMatch(/nested|deep/);
  });

  it("lists flows and threats that lead nowhere, places that are no numbers, ids that stand twice", () => {
    const draft = read(
      yaml(
        [
          "representations:\n- {id: d, name: D, type: diagram}",
          "trustZones:\n- {id: z, name: Z, risk: {trustRating: 50}}",
          "components:",
          "- {id: c, name: '<script>x</script>', type: x, parent: {trustZone: z}, representations: [{representation: d, id: r, position: {x: .nan, y: 1}}]}",
          "- {id: c, name: C2, type: x, parent: {trustZone: gone}, threats: [{threat: t9, state: exposed}]}",
          "dataflows:\n- {id: f, name: F, source: c, destination: nobody}\n",
        ].join("\n"),
      ),
    );
    const { elements, flows } = draft.diagrams[0]!.content;
    expect(elements.map(({ externalId, name, zoneId }) => [externalId, name, zoneId])).toEqual([
      ["c", "<script>x</script>", "z"],
      ["c~2", "C2", null],
    ]);
    expect(flows).toEqual([]);
    expect(draft.notCarried.filter(({ severity }) => severity === "warning").map(({ path }) => path)).toEqual([
      "/components/1",
      "/components/0/representations/0/position",
      "/components/1/parent",
      "/dataflows/0",
      "/components/1/threats/0",
    ]);
  });
});
