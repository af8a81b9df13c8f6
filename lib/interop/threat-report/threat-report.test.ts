import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreatModelDraft } from "../threat-model/draft.ts";
import { readTree } from "../threat-model/read-tree.ts";
import { parseThreatDragon } from "../threat-dragon/parse-threat-dragon.ts";
import { arbitraryModel } from "../threat-model/testing/arbitrary-model.ts";
import { isReferenceAbsent, referenceText } from "../threat-model/testing/reference.ts";
import { printThreatReport } from "./print-report.ts";
import { printThreatsCsv } from "./print-threats-csv.ts";
import { rankThreats, type ThreatReport } from "./report.ts";

const report = (draft: ThreatModelDraft): ThreatReport => ({
  draft,
  printedAt: "21 Nov 2026, 18:00 UTC",
  stage: "operation",
  scope: [{ kind: "System", name: "RAG | assistant" }],
  followUp: new Map(
    draft.threats.map(({ externalId }) => [externalId, { owner: "Ada", dueOn: "2026-12-01", residual: "low" }]),
  ),
  sessions: [
    { title: "Kick-off", at: "20 Nov 2026, 09:00 CET", participants: ["Ada", "<b>Bo</b>"], summary: "- all of it" },
  ],
  versions: [{ number: 1, state: "Approved", at: "20 Nov 2026", decidedBy: "Cleo", digest: "ab12", note: "" }],
});

/** The cells of a row of a table. */
const cells = (row: string) => row.split(/(?<!\\)(?:\\\\)*\|/).slice(1, -1);

describe("printThreatReport", () => {
  it("shows what people wrote as text: no markup of theirs, tables whole, for any model", () => {
    fc.assert(
      fc.property(arbitraryModel(2), (draft) => {
        const text = printThreatReport(report(draft));
        const outside = text.replace(/```mermaid\n[^`]*```/g, "");
        expect(outside.replace(/\\[^A-Za-z0-9]/g, "")).not.toMatch(/[<>`[\]]/);
        const lines = text.split("\n");
        lines.forEach((line, index) => {
          if (!line.startsWith("| ---")) return;
          const width = cells(lines[index - 1] ?? "").length;
          for (let at = index + 1; lines[at]?.startsWith("|") === true; at += 1)
            expect(cells(lines[at] ?? "")).toHaveLength(width);
        });
        for (const { title } of draft.threats) expect(text).toContain(title.slice(0, 1));
        const headings = lines.filter((line) => line.startsWith("## "));
        expect(headings.at(-1)).toBe("## Versions");
      }),
      { seed: 51, numRuns: 150 },
    );
  });

  it.skipIf(isReferenceAbsent)("tells the demo model from its gravest threat to its crossings", () => {
    const draft = parseThreatDragon(readTree(referenceText("threat-dragon/models/payment-online.json")));
    const text = printThreatReport(report(draft));
    expect(text).toMatch(/^# /);
    expect(text).toMatch(/## Scope\n\n\| Kind \| Name \|\n\| --- \| --- \|\n\| System \| RAG \\\| assistant \|/);
    expect(text).toContain("```mermaid\nflowchart TD\n");
    expect(text).toMatch(/### Crossings\n\n\| Flow \| Leaves \| Enters \|/);
    expect(text).toContain("With Ada, \\<b\\>Bo\\</b\\>.");
    expect(text).toContain("\\- all of it");
    expect(text).toContain("| 1 | Approved | 20 Nov 2026 | Cleo | ab12 |  |");
  });

  it("ranks by severity, open ones first", () => {
    const [sample] = fc.sample(arbitraryModel(0), { seed: 2, numRuns: 1 });
    const threat = (externalId: string, severity: "low" | "high" | null, state: "mitigated" | "accepted") =>
      ({
        externalId,
        title: externalId,
        severity,
        state,
        likelihood: null,
        impact: null,
      }) as ThreatModelDraft["threats"][number];
    const threats = [
      threat("a", null, "accepted"),
      threat("b", "low", "accepted"),
      threat("c", "high", "mitigated"),
      threat("d", "high", "accepted"),
    ];
    expect(rankThreats(threats).map(({ externalId }) => externalId)).toEqual(["d", "c", "b", "a"]);
    expect(sample).toBeDefined();
  });
});

describe("printThreatsCsv", () => {
  it("has a line for each threat and no cell that a spreadsheet runs", () => {
    fc.assert(
      fc.property(arbitraryModel(1), (draft) => {
        const csv = printThreatsCsv(report(draft));
        const rows = csv.match(/(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n)/g) ?? [];
        expect(rows).toHaveLength(16 * (draft.threats.length + 1));
        for (const cell of rows) expect(cell).not.toMatch(/^"?(?:[=+@\t-]|\r(?!\n))/);
      }),
      { seed: 52, numRuns: 100 },
    );
  });
});
