import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "../../zod.ts";
import { arbitraryModel } from "../threat-model/testing/arbitrary-model.ts";
import { printSarif } from "./print-sarif.ts";

const Text = z.strictObject({ text: z.string().min(1) });
const Level = z.enum(["none", "note", "warning", "error"]);
/** What SARIF 2.1.0 asks of the members that are printed. */
const Sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
          informationUri: z.url().optional(),
          rules: z.array(
            z.strictObject({
              id: z.string().min(1),
              shortDescription: Text,
              fullDescription: Text,
              defaultConfiguration: z.strictObject({ level: Level }),
              properties: z.strictObject({
                tags: z.array(z.string()).refine((tags) => new Set(tags).size === tags.length),
                "security-severity": z
                  .string()
                  .regex(/^\d+\.\d$/)
                  .optional(),
              }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.literal("utf16CodeUnits"),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          kind: z.enum(["fail", "review"]),
          level: Level,
          message: Text,
          locations: z.array(
            z.strictObject({
              logicalLocations: z.array(
                z.strictObject({ name: z.string(), fullyQualifiedName: z.string(), kind: z.string() }),
              ),
            }),
          ),
          partialFingerprints: z.record(z.string(), z.string()),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ]),
});

const head = { toolVersion: "1.2.3", address: "https://example.com/threat-models/x" };

describe("printSarif", () => {
  it("is SARIF for any model: rules once, results lead to them, open threats only, at each target", () => {
    fc.assert(
      fc.property(arbitraryModel(2), (draft) => {
        const { text, notCarried } = printSarif(draft, head);
        const { tool, results } = Sarif.parse(JSON.parse(text)).runs[0];
        const { rules } = tool.driver;
        expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
        for (const { ruleId, ruleIndex, kind, level } of results) {
          expect(rules[ruleIndex]?.id).toBe(ruleId);
          expect(level === "none").toBe(kind === "review");
        }
        const open = draft.threats.filter(({ state }) => state === "accepted" || state === "suggested");
        expect(results).toHaveLength(open.reduce((sum, { targets }) => sum + Math.max(1, targets.length), 0));
        expect(notCarried).toHaveLength(draft.threats.length - open.length);
        expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
          results.length,
        );
      }),
      { seed: 41, numRuns: 150 },
    );
  });

  it("takes level and figure from severity, and tags from ATLAS, OWASP and STRIDE", () => {
    const sample = fc.sample(arbitraryModel(0), { seed: 1, numRuns: 1 })[0]!;
    const threat = {
      ...{ externalId: "t", title: "Prompt injection", description: "", targets: [], linddun: [], mitigations: [] },
      ...{ likelihood: 5, impact: 4, state: "accepted" as const, stateReason: "", grammar: null, score: null },
      ...{ stride: ["Tampering" as const], references: ["AML.T0051", "LLM01"], severity: null },
    };
    const { text } = printSarif({ ...sample, threats: [threat] }, head);
    const [run] = Sarif.parse(JSON.parse(text)).runs;
    expect(run.results[0]).toMatchObject({ ruleId: "prompt-injection", level: "error" });
    expect(run.tool.driver.rules[0]!.properties).toEqual({
      tags: ["security", "AML.T0051", "LLM01", "STRIDE Tampering"],
      "security-severity": "9.5",
    });
  });
});
