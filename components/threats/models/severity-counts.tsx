import { SeverityMark } from "@/components/ui/severity-mark.tsx";

const levels = ["critical", "high", "medium", "low"] as const;

/** Open threats by severity: only those there are, each with its mark; "none" when there is none. */
export function SeverityCounts({ open }: { open: Readonly<Record<(typeof levels)[number], number>> }) {
  const shown = levels.filter((level) => open[level] > 0);
  if (shown.length === 0) return <span className="mk-3">None open</span>;
  return (
    <span className="mk-severity-counts">
      {shown.map((level) => (
        <SeverityMark key={level} level={level}>
          <span className="mk-num">{open[level]}</span> {level}
        </SeverityMark>
      ))}
    </span>
  );
}
