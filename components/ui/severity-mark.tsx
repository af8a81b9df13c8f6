import "./marks.css";
import type { ReactNode } from "react";

export type Severity = "critical" | "high" | "medium" | "low" | "unknown";

const shapes: Record<Severity, ReactNode> = {
  critical: <path d="M6 0L12 6L6 12L0 6Z" fill="currentColor" />,
  high: <path d="M6 1L11.5 11H.5Z" fill="currentColor" />,
  medium: <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />,
  low: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  unknown: (
    <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="1.7 1.7" />
  ),
};

const words: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  unknown: "Not rated",
};

/** Severity as a shape of its own per level (diamond, triangle, square, ring). `children` replaces the word; null hides it. */
export function SeverityMark({ level, children }: { level: Severity; children?: ReactNode }) {
  const text = children === undefined ? words[level] : children;
  const alone = text === null;
  return (
    <span className="mk-severity" data-level={level}>
      <svg viewBox="0 0 12 12" {...(alone ? { role: "img", "aria-label": words[level] } : { "aria-hidden": true })}>
        {shapes[level]}
      </svg>
      {text}
    </span>
  );
}
