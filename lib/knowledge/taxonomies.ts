import { atlasName, atlasRelease } from "./atlas.ts";
import { nistAi6001, owaspAgentic2026, owaspLlm2025, owaspLlm2026, owaspMl2023 } from "./risk-names.ts";
import type { Mappings, Threat } from "./schema.ts";

/** One edition of one published taxonomy. An id without its edition says nothing: LLM06 changed its meaning in 2026. */
export type Taxonomy = { id: string; name: string; version: string };

/** The edition behind each key of a threat's mappings. */
export const taxonomies: Readonly<Record<keyof Mappings, Taxonomy>> = {
  atlas: { id: "mitre-atlas", name: "MITRE ATLAS", version: atlasRelease },
  atlasMitigations: { id: "mitre-atlas", name: "MITRE ATLAS", version: atlasRelease },
  owaspLlm2025: { id: "owasp-llm", name: "OWASP Top 10 for LLM Applications", version: "2025" },
  owaspLlm2026: { id: "owasp-llm", name: "OWASP Top 10 for LLM Applications", version: "2026" },
  owaspMl2023: { id: "owasp-ml", name: "OWASP Machine Learning Security Top 10", version: "2023" },
  owaspAgentic2026: { id: "owasp-agentic", name: "OWASP Top 10 for Agentic Applications", version: "2026" },
  nistAi6001: { id: "nist-ai-600-1", name: "NIST AI 600-1", version: "2024-07" },
  nistAiRmf: { id: "nist-ai-rmf", name: "NIST AI Risk Management Framework", version: "1.0" },
  euAiAct: { id: "eu-ai-act", name: "EU AI Act, Regulation (EU) 2024/1689", version: "2026/1744" },
};

const names: Partial<Record<keyof Mappings, (id: string) => string | undefined>> = {
  atlas: atlasName,
  atlasMitigations: atlasName,
  owaspLlm2025: (id) => owaspLlm2025[id],
  owaspLlm2026: (id) => owaspLlm2026[id],
  owaspMl2023: (id) => owaspMl2023[id],
  owaspAgentic2026: (id) => owaspAgentic2026[id],
  nistAi6001: (id) => nistAi6001[id],
};

/** A mapping as it is stored: with the taxonomy and its edition. `name` is null where the taxonomy gives none. */
export type Mapping = { taxonomy: string; version: string; id: string; name: string | null };

/** Everything that a threat is mapped to, in the order of `taxonomies`, each with its edition. */
export function mappingsOf(threat: Pick<Threat, "mappings">): Mapping[] {
  return (Object.keys(taxonomies) as (keyof Mappings)[]).flatMap((key) =>
    threat.mappings[key].map((id) => ({
      taxonomy: taxonomies[key].id,
      version: taxonomies[key].version,
      id,
      name: names[key]?.(id) ?? null,
    })),
  );
}
