import { atlasName, atlasRelease } from "../../knowledge/atlas.ts";
import { owaspAgentic2026, owaspLlm2025, owaspLlm2026, owaspMl2023 } from "../../knowledge/risk-names.ts";
import type { Mapping } from "../../knowledge/taxonomies.ts";

const owasp: Readonly<Record<string, { taxonomy: string; names: Readonly<Record<string, string>> }>> = {
  "LLM 2025": { taxonomy: "owasp-llm", names: owaspLlm2025 },
  "LLM 2026": { taxonomy: "owasp-llm", names: owaspLlm2026 },
  "ML 2023": { taxonomy: "owasp-ml", names: owaspMl2023 },
  "ASI 2026": { taxonomy: "owasp-agentic", names: owaspAgentic2026 },
};

/** The mappings behind references as people type them (AML.T0051, LLM01:2025), each with its taxonomy and edition. */
export function referenceMappings(refs: readonly string[]): Mapping[] {
  return refs.map((ref) => {
    if (ref.startsWith("AML.")) {
      return { taxonomy: "mitre-atlas", version: atlasRelease, id: ref, name: atlasName(ref) ?? null };
    }
    const [id = ref, version = ""] = ref.split(":");
    const known = owasp[`${id.replace(/\d+$/, "")} ${version}`];
    return { taxonomy: known?.taxonomy ?? "other", version, id, name: known?.names[id] ?? null };
  });
}
