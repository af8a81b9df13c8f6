import { z } from "../../zod.ts";

/** Formats that a threat model leaves in: what people call them, the ending of the file and its type. */
export const threatExportFormats = {
  "threat-dragon": { label: "OWASP Threat Dragon", ending: "threat-dragon.json", mediaType: "application/json" },
  otm: { label: "Open Threat Model (OTM)", ending: "otm", mediaType: "application/json" },
  "threat-composer": { label: "AWS Threat Composer", ending: "tc.json", mediaType: "application/json" },
  mermaid: { label: "Mermaid flowchart", ending: "mmd", mediaType: "text/plain; charset=utf-8" },
  sarif: { label: "SARIF of open threats", ending: "sarif", mediaType: "application/sarif+json" },
  "threat-report": { label: "Report (Markdown)", ending: "report.md", mediaType: "text/markdown; charset=utf-8" },
  "threats-csv": { label: "Threats (CSV)", ending: "threats.csv", mediaType: "text/csv; charset=utf-8" },
} as const;
export type ThreatExportFormat = keyof typeof threatExportFormats;

/** Whether a word names a format that a threat model leaves in. */
export function isThreatExport(word: string): word is ThreatExportFormat {
  return Object.hasOwn(threatExportFormats, word);
}

const names = Object.keys(threatExportFormats) as [ThreatExportFormat, ...ThreatExportFormat[]];

export const ExportThreatModelInput = z.strictObject({
  id: z.string().min(1).max(200).describe("The threat model's id or slug"),
  format: z.enum(names).describe("The format of the file"),
  diagram: z.uuid().optional().describe("For a flowchart: which diagram; the first, when left out"),
});

export const ThreatModelFileDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  content: z.string(),
  losses: z.int().describe("Things that the format has no place for"),
});

export const ThreatReportInput = z.strictObject({
  id: z.string().min(1).max(200).describe("The threat model's id or slug"),
});

const Row = z.strictObject({
  title: z.string(),
  severity: z.string(),
  state: z.string(),
  reason: z.string(),
  at: z.string(),
  owner: z.string(),
  dueOn: z.string(),
  description: z.string(),
  mitigations: z.array(z.string()),
});

/** A threat model as it is printed. */
export const ThreatReportDto = z.strictObject({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  stage: z.string(),
  printedAt: z.string(),
  scope: z.array(z.strictObject({ kind: z.string(), name: z.string() })),
  diagrams: z.array(
    z.strictObject({
      name: z.string(),
      svg: z.string(),
      crossings: z.array(z.strictObject({ flow: z.string(), left: z.string(), entered: z.string() })),
    }),
  ),
  threats: z.array(Row),
  assumptions: z.array(
    z.strictObject({ text: z.string(), about: z.string(), state: z.string(), validUntil: z.string() }),
  ),
  sessions: z.array(
    z.strictObject({ title: z.string(), at: z.string(), participants: z.array(z.string()), summary: z.string() }),
  ),
  versions: z.array(
    z.strictObject({
      number: z.int(),
      state: z.string(),
      at: z.string(),
      decidedBy: z.string(),
      digest: z.string(),
      note: z.string(),
    }),
  ),
});
export type ThreatReportDto = z.infer<typeof ThreatReportDto>;
