import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { ThreatModelDraft } from "../threat-model/draft.ts";
import { readTree } from "../threat-model/read-tree.ts";
import { arbitraryModel, comparable } from "../threat-model/testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "../threat-model/testing/reference.ts";
import { parseThreatComposer } from "./parse-threat-composer.ts";
import { printThreatComposer } from "./print-threat-composer.ts";
import { uuidOf } from "./uuid-of.ts";

const read = (text: string) => ThreatModelDraft.parse(parseThreatComposer(readTree(text)));
const chatbot = () => read(referenceText("threat-composer/GenAIChatbot.tc.json"));
const validate = isReferenceAbsent
  ? undefined
  : new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
      JSON.parse(referenceText("threat-composer/threat-composer-v1.schema.json")) as object,
    );

describe("the reference model", () => {
  it.skipIf(isReferenceAbsent)("is read, the same each time, and comes back from print", () => {
    const draft = chatbot();
    expect(chatbot()).toEqual(draft);
    expect(comparable(read(printThreatComposer(draft).text))).toEqual(comparable(draft));
  });

  it.skipIf(isReferenceAbsent)(
    "threats with their grammar, mitigations and links; pictures and links of assumptions are told",
    () => {
      const draft = chatbot();
      expect([draft.threats.length, draft.mitigations.length, draft.assumptions.length]).toEqual([37, 84, 13]);
      expect(draft.threats[0]).toMatchObject({
        externalId: "e0dd8e30-ea1d-4337-839b-53dac4ebf3d8",
        title: "Harvest sufficient responses",
        stride: ["InformationDisclosure"],
        severity: "low",
        references: ["LLM10"],
        state: "accepted",
        grammar: { source: "external threat actor", asset: "proprietary LLM algorithms and training data" },
      });
      expect(draft.threats.reduce((sum, { mitigations }) => sum + mitigations.length, 0)).toBe(122);
      expect(draft.description).toMatch(/Disclaimers[\s\S]*## Architecture[\s\S]*## Data flow/);
      const told = draft.notCarried.map(({ path }) => path);
      expect(told).toContain("/architecture/image");
      expect(told).toContain("/threats/0/impactedGoal");
      expect(draft.notCarried.filter(({ message }) => message.includes("links are not kept")).length).toBeGreaterThan(
        5,
      );
    },
  );
});

describe("printThreatComposer", () => {
  it("gives any model back, and Threat Composer's schema accepts it", () => {
    fc.assert(
      fc.property(arbitraryModel(1), (draft) => {
        const { text } = printThreatComposer(draft);
        if (validate !== undefined) {
          validate(JSON.parse(text));
          expect(validate.errors ?? []).toEqual([]);
        }
        expect(comparable(read(text))).toEqual(comparable(draft));
      }),
      { seed: 33, numRuns: 100 },
    );
  });

  it("what is changed in Threat Composer wins", () => {
    const draft = read(
      JSON.stringify({
        schema: 1,
        threats: [{ id: "t", numericId: 1, statement: "A does B", status: "threatIdentified" }],
      }),
    );
    const printed = JSON.parse(printThreatComposer(draft).text) as { threats: Record<string, string>[] };
    printed.threats[0]!.status = "threatResolved";
    expect(read(JSON.stringify(printed)).threats).toMatchObject([{ externalId: "t", state: "mitigated" }]);
  });

  it("gives every text a UUID of its own, always the same", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => uuidOf(`threat-${index}`));
    expect(new Set(ids).size).toBe(5000);
    expect(ids[7]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidOf("threat-7")).toBe(ids[7]);
  });
});

describe("hostile and broken files", () => {
  it("refuses wrong shapes with their place", () => {
    const refusal = (text: string) => {
      try {
        read(text);
      } catch (error) {
        if (error instanceof UnreadableImportError) return error.problems[0]!;
      }
      throw new Error("was read");
    };
    expect(refusal('{"threats": []}').path).toBe("/schema");
    expect(refusal('{"schema": 1,\n"threats": {}}')).toMatchObject({ path: "/threats", line: 2 });
  });

  it("tells links that lead nowhere, keeps scripts as text", () => {
    const draft = read(
      JSON.stringify({
        schema: 1,
        threats: [
          { id: "t", numericId: 1, statement: "<img src=x onerror=y>", metadata: [{ key: "__proto__", value: "x" }] },
          7,
        ],
        mitigationLinks: [{ mitigationId: "m", linkedId: "t" }],
        brainstorm: { assets: [{ id: "a", content: "c" }] },
      }),
    );
    expect(draft.threats).toMatchObject([{ title: "<img src=x onerror=y>", mitigations: [] }]);
    expect(draft.notCarried.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/threats/1", "/mitigationLinks/0", "/brainstorm"]),
    );
  });
});
