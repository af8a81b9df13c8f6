export type SecuritySignalKind =
  | "extraction"
  | "evasion"
  | "membership"
  | "sybil"
  | "injection"
  | "leak"
  | "canary"
  | "out_of_distribution"
  | "feedback_poisoning"
  | "silence";

/** Something that looks like an attack, or like its traces. */
export interface SecuritySignal {
  readonly kind: SecuritySignalKind;
  /** 0 to 1: how much speaks for it. A weighing of evidence, no probability. */
  readonly sure: number;
  /** The chance of the same without an attack, all its tests combined. */
  readonly p: number;
  /** What it saw, with numbers. */
  readonly saw: string;
  /** Techniques of MITRE ATLAS that it points to. */
  readonly techniques: readonly string[];
  readonly evidence: Readonly<Record<string, number>>;
}

/** MITRE ATLAS, as of 2025. */
export const ATLAS = {
  poison: "AML.T0020",
  accounts: "AML.T0021",
  exfiltration: "AML.T0024",
  membership: "AML.T0024.000",
  extraction: "AML.T0024.002",
  evasion: "AML.T0015",
  adversarialData: "AML.T0043",
  injection: "AML.T0051",
  leakage: "AML.T0057",
} as const;
