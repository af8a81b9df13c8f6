import { type DraftSeverity, linddunNames, type LinddunName, strideNames, type StrideName } from "./draft.ts";

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, "");

const linddunWords: Readonly<Record<string, LinddunName>> = {
  linkability: "Linking",
  identifiability: "Identifying",
  nonrepudiation: "NonRepudiation",
  detectability: "Detecting",
  disclosureofinformation: "DataDisclosure",
  contentunawareness: "UnawarenessUnintervenability",
  unawareness: "UnawarenessUnintervenability",
  policyandconsentnoncompliance: "NonCompliance",
  noncompliance: "NonCompliance",
  ...Object.fromEntries(linddunNames.map((name) => [plain(name), name])),
};

const strideWords: Readonly<Record<string, StrideName>> = Object.fromEntries(
  strideNames.map((name) => [plain(name), name]),
);

export const strideLetters: Readonly<Record<StrideName, string>> = {
  Spoofing: "S",
  Tampering: "T",
  Repudiation: "R",
  InformationDisclosure: "I",
  DenialOfService: "D",
  ElevationOfPrivilege: "E",
};

/** Names as other tools write them: "Information disclosure". */
export const strideLabels: Readonly<Record<StrideName, string>> = {
  Spoofing: "Spoofing",
  Tampering: "Tampering",
  Repudiation: "Repudiation",
  InformationDisclosure: "Information disclosure",
  DenialOfService: "Denial of service",
  ElevationOfPrivilege: "Elevation of privilege",
};

/** The STRIDE category of a word, in whatever case and spacing; undefined for any other word. */
export function strideOf(word: string): StrideName | undefined {
  return Object.hasOwn(strideWords, plain(word)) ? strideWords[plain(word)] : undefined;
}

/** The LINDDUN category of a word, old and new names; undefined for any other word. */
export function linddunOf(word: string): LinddunName | undefined {
  return Object.hasOwn(linddunWords, plain(word)) ? linddunWords[plain(word)] : undefined;
}

/** The severity that a word names; undefined for "TBD" and whatever else. */
export function severityOf(word: string): DraftSeverity | undefined {
  const found = { low: "low", medium: "medium", moderate: "medium", high: "high", critical: "critical" } as const;
  const key = plain(word);
  if (/^(?:info|informational|verylow|minimal)$/.test(key)) return "low";
  if (/^(?:veryhigh|severe)$/.test(key)) return "critical";
  return Object.hasOwn(found, key) ? found[key as keyof typeof found] : undefined;
}

/** Severity from likelihood × impact, each 1 to 5, for files that state only those. */
export function severityFrom(likelihood: number, impact: number): DraftSeverity {
  const product = likelihood * impact;
  if (product >= 20) return "critical";
  if (product >= 12) return "high";
  return product >= 5 ? "medium" : "low";
}

/** Ids of known catalogues in a text, each once, as their publishers write them: AML.T0051, LLM01, ASI03, CWE-79, CAPEC-100. */
export function referencesIn(text: string): string[] {
  const found = text.match(/\b(?:AML\.[TM]\d{4}(?:\.\d{3})?|LLM\d{2}|ASI\d{2}|ML\d{2}|CWE-\d{1,5}|CAPEC-\d{1,5})\b/gi);
  return [...new Set((found ?? []).map((id) => id.toUpperCase()))];
}
