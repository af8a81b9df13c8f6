import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "../import-problem.ts";
import { printMermaid } from "../mermaid/print-mermaid.ts";
import { printOtm } from "../otm/print-otm.ts";
import { printThreatComposer } from "../threat-composer/print-threat-composer.ts";
import { printThreatDragon } from "../threat-dragon/print-threat-dragon.ts";
import { ThreatModelDraft } from "./draft.ts";
import { detectThreatModelFormat, parseThreatModel } from "./parse-threat-model.ts";
import { arbitraryModel, partIds } from "./testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "./testing/reference.ts";

const files = [
  ["threat-dragon/models/v2-threat-model.json", "threat-dragon"],
  ["threat-dragon/models/v1-demo-threat-model.json", "threat-dragon"],
  ["threat-dragon/models/v2-new-model.json", "threat-dragon"],
  ["threat-dragon/models/tmbom-husky-ai.json", "tm-bom"],
  ["otm/otm_example.json", "otm"],
  ["otm/otm_file_example.otm", "otm"],
  ["otm/visio_example.yaml", "otm"],
  ["otm/manual_threat_model.yaml", "otm"],
  ["threat-composer/GenAIChatbot.tc.json", "threat-composer"],
] as const;

const refusal = (text: string | Uint8Array) => {
  try {
    parseThreatModel(text, null);
  } catch (error) {
    if (error instanceof UnreadableImportError) return { ...error.problems[0]!, kind: error.kind };
    throw error;
  }
  throw new Error("was read");
};

describe("parseThreatModel", () => {
  it.skipIf(isReferenceAbsent).each(files)(
    "finds out what %s is, and every id in the draft leads somewhere",
    (file, format) => {
      const { format: found, draft } = parseThreatModel(referenceText(file), null);
      expect([found, detectThreatModelFormat(referenceText(file))]).toEqual([format, format]);
      ThreatModelDraft.parse(draft);
      const parts = partIds(draft.diagrams);
      expect(new Set(parts).size).toBe(parts.length);
      const threats = draft.threats.map(({ externalId }) => externalId);
      expect(new Set(threats).size).toBe(threats.length);
      const mitigations = new Set(draft.mitigations.map(({ externalId }) => externalId));
      for (const threat of draft.threats) {
        for (const id of threat.targets) expect(parts).toContain(id);
        for (const id of threat.mitigations) expect(mitigations).toContain(id);
      }
      for (const { line } of draft.notCarried) expect(line).toBeGreaterThanOrEqual(1);
    },
  );

  it("finds out what was printed here", () => {
    fc.assert(
      fc.property(arbitraryModel(1), (draft) => {
        expect(detectThreatModelFormat(printThreatDragon(draft).text)).toBe("threat-dragon");
        expect(detectThreatModelFormat(printOtm(draft).text)).toBe("otm");
        expect(detectThreatModelFormat(printThreatComposer(draft).text)).toBe("threat-composer");
        expect(detectThreatModelFormat(printMermaid(draft, null).text)).toBe("mermaid");
      }),
      { seed: 36, numRuns: 20 },
    );
  });

  it("refuses everything else in words", () => {
    expect(refusal("").message).toMatch(/empty/);
    expect(refusal("hello world, this is prose").message).toMatch(/no threat model/);
    expect(refusal('{"bomFormat": "CycloneDX", "specVersion": "1.6"}').message).toMatch(/CycloneDX/);
    expect(refusal('{"a": [1,\n2,,]}')).toMatchObject({ line: 2, path: "/a/2" });
    expect(refusal(new Uint8Array(8_000_001).fill(32))).toMatchObject({ kind: "too_large" });
    expect(refusal(new Uint8Array([0xff, 0xfe, 0x41])).message).toMatch(/UTF-16/);
    expect(detectThreatModelFormat("not: [closed")).toBeUndefined();
  });

  it("answers within seconds however the 8 MB are filled", () => {
    const fill = (start: string, piece: string, end: string) =>
      start + Array.from({ length: Math.floor(7_900_000 / (piece.length + 1)) }, () => piece).join(",") + end;
    const hostile = [
      fill(
        '{"summary":{},"detail":{"diagrams":[{"cells":[{"id":"p1","shape":"process","data":{"type":"tm.Process","threats":[',
        '{"id":"t","status":"x"}',
        "]}}]}]}}",
      ),
      fill('{"summary":{},"detail":{"diagrams":[{"cells":[', '{"id":"p1","shape":"process"}', "]}]}}"),
      fill(
        '{"otmVersion":"0.2.0","project":{},"components":[',
        '{"id":"c"}',
        '],"dataflows":[{"id":"f","source":"c"}]}',
      ),
      fill(
        '{"schema":1,"threats":[{"id":"t"}],"mitigations":[{"id":"m"}],"mitigationLinks":[',
        '{"mitigationId":"m","linkedId":"t"}',
        "]}",
      ),
      fill(
        '{"scope":{},"trust_zones":[],"data_stores":[{"symbolic_name":"s"}],"data_sets":[',
        '{"title":"d","placements":[{"data_store":"s"}]}',
        "]}",
      ),
      `graph TD\n${"A:::x\n".repeat(1_300_000)}`,
      `graph TD\n${"%".repeat(3_000_000)}\n${" ".repeat(3_000_000)}A`,
      `otmVersion: 0.2.0\n${"- ".repeat(3_000_000)}`,
    ];
    for (const text of hostile) {
      const before = process.cpuUsage();
      try {
        parseThreatModel(text, null);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableImportError);
      }
      const { user } = process.cpuUsage(before);
      expect([text.slice(0, 60), user < 10_000_000]).toEqual([text.slice(0, 60), true]);
    }
  }, 120_000);

  it("never fails in another way, whatever is cut off or put in", () => {
    const text = printThreatDragon(fc.sample(arbitraryModel(2), { seed: 5, numRuns: 1 })[0]!).text;
    const value = fc.oneof(fc.constantFrom(null, 5, "x", [], {}, [null], "constructor"), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.constantFrom("cut", "drop"), (at, how) => {
        const changed = how === "cut" ? text.slice(0, at) : text.slice(0, at) + text.slice(at + 3);
        try {
          ThreatModelDraft.parse(parseThreatModel(changed, null).draft);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableImportError);
        }
      }),
      { seed: 37, numRuns: 100 },
    );
    const keys =
      "summary detail otmVersion project trustZones components dataflows threats mitigations schema assumptions scope trust_zones data_stores data_sets risks controls mitigationLinks representations".split(
        " ",
      );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...keys),
          fc.oneof(
            value,
            fc.array(
              fc.dictionary(
                fc.constantFrom(
                  "id",
                  "title",
                  "name",
                  "parent",
                  "threats",
                  "representations",
                  "risk",
                  "metadata",
                  "content",
                  "data",
                  "cells",
                ),
                value,
              ),
            ),
          ),
        ),
        (model) => {
          for (const format of ["threat-dragon", "otm", "threat-composer", "tm-bom"] as const) {
            try {
              ThreatModelDraft.parse(parseThreatModel(JSON.stringify(model), format).draft);
            } catch (error) {
              expect(error).toBeInstanceOf(UnreadableImportError);
            }
          }
        },
      ),
      { seed: 38, numRuns: 200 },
    );
  });
});
