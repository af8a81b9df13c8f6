import { atlasTechniques } from "../../knowledge/atlas.ts";
import type { Severity } from "../../knowledge/severity.ts";
import { foldText } from "../../inventory/rules.ts";
import type { Mapping } from "../../knowledge/taxonomies.ts";
import { rankOf } from "./rules.ts";

const tacticsOf = new Map(atlasTechniques.map(({ id, tactics }) => [id, tactics]));

/** The ATLAS tactics that these techniques serve, each once, in the order of ids. */
export function tacticsOfRefs(refs: readonly string[]): string[] {
  return [...new Set(refs.flatMap((ref) => tacticsOf.get(ref) ?? []))].sort();
}

/** What a library threat's mappings are found by: ATLAS ids as they are, OWASP risks with the year of their edition. */
export function refsOf(mappings: readonly Mapping[]): string[] {
  const refs = mappings.flatMap(({ taxonomy, version, id }) => {
    if (taxonomy === "mitre-atlas") return id.startsWith("AML.T") ? [id] : [];
    return taxonomy.startsWith("owasp-") ? [`${id}:${version}`] : [];
  });
  return [...new Set(refs)];
}

type Described = {
  title: string;
  description: string;
  targetName: string;
  libraryId: string | null;
  refs: readonly string[];
  severity: string;
  likelihood: number | null;
  impact: number | null;
};

/** The columns that the register sorts by and searches in. */
export function derivedColumns(row: Described): { rank: number; searchText: string; tactics: string[] } {
  const words = [row.title, row.targetName, row.libraryId ?? "", ...row.refs, row.description.slice(0, 500)];
  return {
    rank: rankOf(row.severity as Severity, row),
    searchText: foldText(words.join(" ")),
    tactics: tacticsOfRefs(row.refs),
  };
}
