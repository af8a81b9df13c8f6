import type { DraftMitigationState, LinddunName, StrideName, ThreatGrammar } from "../interop/threat-model/draft.ts";
import type { linddunLabels, MitigationState, strideLabels } from "./register/rules.ts";
import type { ThreatDto } from "./register/schema.ts";

type Stride = keyof typeof strideLabels;
type Linddun = keyof typeof linddunLabels;
type Grammar = NonNullable<ThreatDto["grammar"]>;

/** The categories of other tools' files as the register calls them. */
export const strideWords: Readonly<Record<StrideName, Stride>> = {
  Spoofing: "spoofing",
  Tampering: "tampering",
  Repudiation: "repudiation",
  InformationDisclosure: "information_disclosure",
  DenialOfService: "denial_of_service",
  ElevationOfPrivilege: "elevation_of_privilege",
};

export const linddunWords: Readonly<Record<LinddunName, Linddun>> = {
  Linking: "linking",
  Identifying: "identifying",
  NonRepudiation: "non_repudiation",
  Detecting: "detecting",
  DataDisclosure: "data_disclosure",
  UnawarenessUnintervenability: "unawareness",
  NonCompliance: "non_compliance",
};

/** The words of a file whose values here are these, in the order of the file's words. */
export function wordsFor<Word extends string>(map: Readonly<Record<Word, string>>, values: readonly string[]): Word[] {
  return (Object.keys(map) as Word[]).filter((word) => values.includes(map[word]));
}

/** How far a mitigation of a file is, in the register's words; a rejected one is an idea again, and its note says so. */
export const mitigationFrom: Readonly<Record<DraftMitigationState, MitigationState>> = {
  planned: "planned",
  in_progress: "planned",
  in_place: "implemented",
  rejected: "proposed",
};

export const mitigationTo: Readonly<Record<MitigationState, DraftMitigationState>> = {
  proposed: "planned",
  planned: "planned",
  implemented: "in_place",
  verified: "in_place",
};

/** Stands in for a part of a threat's grammar that a file leaves open: the register needs each of them. */
const NOT_STATED = "Not stated";
const limits = { source: 200, prerequisites: 300, action: 300, impact: 300, asset: 200 } as const;

/** A threat said in parts as the register keeps it; null when the file says none. */
export function grammarFrom(said: ThreatGrammar | null): Grammar | null {
  if (said === null || Object.values(said).every((part) => part === "")) return null;
  const part = (name: keyof typeof limits): string => {
    const text = said[name].slice(0, limits[name]).trim();
    return text === "" && name !== "prerequisites" ? NOT_STATED : text;
  };
  return {
    source: part("source"),
    prerequisites: part("prerequisites"),
    action: part("action"),
    impact: part("impact"),
    asset: part("asset"),
  };
}

/** Whether the register keeps less of a part than the file says. */
export function isGrammarCut(said: ThreatGrammar | null): boolean {
  return (
    said !== null && Object.entries(limits).some(([name, most]) => said[name as keyof typeof limits].length > most)
  );
}

/** A threat said in parts as files carry it; parts that nobody stated are empty. */
export function grammarTo(kept: Grammar | null): ThreatGrammar | null {
  if (kept === null) return null;
  const part = (text: string): string => (text === NOT_STATED ? "" : text);
  return {
    source: part(kept.source),
    prerequisites: kept.prerequisites,
    action: part(kept.action),
    impact: part(kept.impact),
    asset: part(kept.asset),
  };
}
