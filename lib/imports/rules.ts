/** Formats the import door reads: what people call them, how large a file may be, and as what it may be sent. */
export const importFormats = {
  "model-card": {
    label: "Hugging Face model card",
    limitBytes: 5_000_000,
    mediaTypes: ["text/markdown", "text/x-markdown", "text/plain", "application/octet-stream"],
    accept: ".md,.markdown,.txt,text/markdown,text/plain",
    what: "The README.md of a model: its front matter and sections become a proposed record.",
    reviewed: "fields",
  },
  cyclonedx: {
    label: "CycloneDX BOM",
    limitBytes: 64_000_000,
    mediaTypes: ["application/vnd.cyclonedx+json", "application/json", "application/octet-stream"],
    accept: ".json,application/json",
    what: "A bill of materials, version 1.5 to 1.7: models, data, components, suppliers and what depends on what.",
    reviewed: "records",
  },
  spdx3: {
    label: "SPDX 3 with AI and Dataset profiles",
    limitBytes: 64_000_000,
    mediaTypes: ["application/spdx+json", "application/ld+json", "application/json", "application/octet-stream"],
    accept: ".json,.jsonld,application/json",
    what: "SPDX 3.0 JSON-LD: AI packages, dataset packages, their suppliers and relationships.",
    reviewed: "records",
  },
  mlflow: {
    label: "MLflow registry",
    limitBytes: 64_000_000,
    mediaTypes: ["application/json", "application/octet-stream"],
    accept: ".json,application/json",
    what: "Registered models and model versions as MLflow's REST API lists them, with stages, aliases and tags.",
    reviewed: "records",
  },
  csv: {
    label: "Spreadsheet (CSV)",
    limitBytes: 20_000_000,
    mediaTypes: ["text/csv", "text/plain", "application/octet-stream"],
    accept: ".csv,.tsv,.txt,text/csv",
    what: "One model a row. You say which column is what, and see the records before anything is saved.",
    reviewed: "records",
  },
  "model-signing": {
    label: "OpenSSF Model Signing",
    limitBytes: 20_000_000,
    mediaTypes: ["application/vnd.dev.sigstore.bundle+json", "application/json", "application/octet-stream"],
    accept: ".sig,.json,application/json",
    what: "The model.sig beside a model: its signed list becomes a version with the digest of every file.",
    reviewed: "records",
  },
  "threat-dragon": {
    label: "OWASP Threat Dragon",
    limitBytes: 8_000_000,
    mediaTypes: ["application/json", "application/octet-stream"],
    accept: ".json,application/json",
    what: "A threat model of Threat Dragon, version 1 or 2: its diagrams, trust boundary boxes and threats.",
    reviewed: "records",
  },
  otm: {
    label: "Open Threat Model (OTM)",
    limitBytes: 8_000_000,
    mediaTypes: ["application/json", "application/yaml", "text/yaml", "text/plain", "application/octet-stream"],
    accept: ".otm,.json,.yaml,.yml,application/json",
    what: "Open Threat Model 0.2, JSON or YAML: zones, components, dataflows, threats and mitigations.",
    reviewed: "records",
  },
  "threat-composer": {
    label: "AWS Threat Composer",
    limitBytes: 8_000_000,
    mediaTypes: ["application/json", "application/octet-stream"],
    accept: ".tc.json,.json,application/json",
    what: "A workspace of Threat Composer: threat statements, mitigations and assumptions.",
    reviewed: "records",
  },
  "tm-bom": {
    label: "Threat model BOM (TM-BOM)",
    limitBytes: 8_000_000,
    mediaTypes: ["application/json", "application/octet-stream"],
    accept: ".json,application/json",
    what: "A TM-BOM: trust zones, components, data flows, threats and controls.",
    reviewed: "records",
  },
  mermaid: {
    label: "Mermaid flowchart",
    limitBytes: 8_000_000,
    mediaTypes: ["text/vnd.mermaid", "text/plain", "text/markdown", "application/octet-stream"],
    accept: ".mmd,.mermaid,.txt,text/plain",
    what: "A flowchart as text: subgraphs become zones, nodes elements, links flows.",
    reviewed: "records",
  },
} as const satisfies Record<
  string,
  {
    label: string;
    limitBytes: number;
    mediaTypes: readonly string[];
    accept: string;
    /** What it is, for people who choose a format. */
    what: string;
    /** Whether a person reviews the fields of one record, or a list of records. */
    reviewed: "fields" | "records";
  }
>;

export type ImportFormatId = keyof typeof importFormats;

/** The formats that bring a threat model. */
export const threatModelImports = ["threat-dragon", "otm", "threat-composer", "tm-bom", "mermaid"] as const;
export type ThreatModelImport = (typeof threatModelImports)[number];

/** Whether a format brings a threat model. */
export function bringsThreatModel(format: ImportFormatId): format is ThreatModelImport {
  return (threatModelImports as readonly string[]).includes(format);
}

/** What a file can bring beside things of the inventory: a threat model and its parts. */
export const threatParts = ["threat_model", "diagram", "zone", "element", "flow", "assumption", "threat"] as const;

/** Whether a word names a format of the import door. */
export function isImportFormat(word: string): word is ImportFormatId {
  return Object.hasOwn(importFormats, word);
}

const LONGEST_NAME = 200;

/** The last part of a path, without control characters, as a file is called; at most 200 characters. */
export function plainFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return last
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, LONGEST_NAME);
}

/** What a kept file is called when it came without a name: its format and the beginning of its digest. */
export function keptFileName(file: { format: ImportFormatId; name: string; digest: string }): string {
  if (file.name !== "") return file.name;
  return `${file.format}-${file.digest.slice(0, 8)}${importFormats[file.format].accept.split(",")[0] ?? ""}`;
}

/** How long a preview is kept, and how many of one person: what was not applied by then is gone. */
export const previewLifetimeMs = 24 * 60 * 60_000;
export const mostPreviews = 20;

/** Records of a preview that one answer holds; the others are read page by page. */
export const recordsAPage = 200;

/** Without a sign of life for so long, an import in the background is taken for dead. */
export const runSilenceMs = 2 * 60_000;

/** Records that are applied at once; more go on in the background. */
export const mostRecordsAtOnce = 500;
