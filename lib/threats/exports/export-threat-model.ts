import { createHash } from "node:crypto";
import { printMermaid } from "../../interop/mermaid/print-mermaid.ts";
import { printOtm } from "../../interop/otm/print-otm.ts";
import { printSarif } from "../../interop/sarif/print-sarif.ts";
import { printThreatComposer } from "../../interop/threat-composer/print-threat-composer.ts";
import { printThreatDragon } from "../../interop/threat-dragon/print-threat-dragon.ts";
import type { PrintedThreatModel } from "../../interop/threat-model/draft.ts";
import { printThreatReport } from "../../interop/threat-report/print-report.ts";
import { printThreatsCsv } from "../../interop/threat-report/print-threats-csv.ts";
import type { ThreatReport } from "../../interop/threat-report/report.ts";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { reportOf } from "./report-of.ts";
import { ExportThreatModelInput, ThreatModelFileDto, threatExportFormats, type ThreatExportFormat } from "./schema.ts";

const TOOL_VERSION = "0.1.0";

type Printer = (report: ThreatReport, diagramKey: string | null) => PrintedThreatModel;

const whole = (text: string): PrintedThreatModel => ({ text, notCarried: [] });

const printers: Readonly<Record<ThreatExportFormat, Printer>> = {
  "threat-dragon": ({ draft }) => printThreatDragon(draft),
  otm: ({ draft }) => printOtm(draft),
  "threat-composer": ({ draft }) => printThreatComposer(draft),
  mermaid: ({ draft }, diagramKey) => printMermaid(draft, diagramKey),
  sarif: ({ draft }) => printSarif(draft, { toolVersion: TOOL_VERSION, address: null }),
  "threat-report": (report) => whole(printThreatReport(report)),
  "threats-csv": (report) => whole(printThreatsCsv(report)),
};

/** A threat model as a file of another tool, or as a report. The entry says who took what, and the file's digest. */
export const exportThreatModel = defineCommand({
  name: "threat_model.export",
  summary: "Export a threat model for Threat Dragon, OTM, Threat Composer, Mermaid, SARIF, or as report or CSV",
  permission: "threat:read",
  http: "GET /threat-models/{id}/exports/{format}",
  rawAnswer: ["application/json", "application/sarif+json", "text/plain", "text/markdown", "text/csv"],
  input: ExportThreatModelInput,
  output: ThreatModelFileDto,
  async run({ tx, input, ctx }) {
    const { whole: model, report } = await reportOf(tx, ctx, input.id);
    const diagram = model.diagrams.find(({ row }) => row.id === input.diagram);
    if (input.diagram !== undefined && diagram === undefined) {
      return invalid("diagram", "This threat model has no such diagram.");
    }
    const key = diagram === undefined ? null : (diagram.row.externalId ?? diagram.row.id);
    const { text, notCarried } = printers[input.format](report, key);
    const { ending, mediaType } = threatExportFormats[input.format];
    const digest = createHash("sha256").update(text).digest("hex");
    const { id, slug } = model.row;
    const facts = { threatModelId: id, format: input.format, losses: notCarried.length, digest };
    return {
      result: { fileName: `${slug}.${ending}`, mediaType, content: text, losses: notCarried.length },
      audit: [noted("threat_model_export", ctx.newId(), facts)],
    };
  },
});
