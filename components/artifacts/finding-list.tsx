import { StateBadge } from "@/components/ui/badge.tsx";
import { findingKinds } from "@/lib/artifact-scan/finding.ts";
import type { ScanReport } from "@/lib/artifact-scan/schema.ts";
import { severityWords, whereWords } from "./check-words.ts";

const verdictWords = { allowed: "harmless", unknown: "not known", dangerous: "dangerous" } as const;

/** What the scanner found in one file, heaviest first, each with what it means. */
export function FindingList({ findings }: Pick<ScanReport, "findings">) {
  return (
    <ul className="mk-check-findings">
      {findings.map((finding) => {
        const { tone, label } = severityWords[finding.severity];
        const where = whereWords(finding);
        return (
          <li key={`${finding.code} ${finding.message}`}>
            <StateBadge tone={tone}>{label}</StateBadge>
            <div>
              {finding.message}
              <p className="mk-check-line">
                {findingKinds[finding.code].means}
                {where === "" ? null : ` (${where})`}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Names that a pickle imports, behind a summary. */
export function ImportList({ imports }: Pick<ScanReport, "imports">) {
  if (imports.length === 0) return null;
  return (
    <details>
      <summary>
        {imports.length === 1 ? "1 name is imported" : `${imports.length} names are imported`} when it is loaded
      </summary>
      <ul className="mk-check-imports">
        {imports.map(({ module, name, verdict, called }) => (
          <li key={`${module} ${name}`}>
            {module}.{name} ({verdictWords[verdict]}
            {called ? ", called" : ""})
          </li>
        ))}
      </ul>
    </details>
  );
}
