import "./section.css";
import type { ReactNode } from "react";

interface SectionProps {
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
  /** Draws a hairline around: for the one region of a page that must be seen first. */
  framed?: boolean;
  children: ReactNode;
}

/** A region of a page: heading, a note beside it, an optional link at the right, and its content. Neighbours are divided by a hairline. */
export function Section({ title, note, action, framed = false, children }: SectionProps) {
  return (
    <section className={framed ? "mk-sheet" : "mk-section"}>
      <div className="mk-section-head">
        <h2>{title}</h2>
        {note === undefined ? null : <span className="mk-section-note">{note}</span>}
        {action === undefined ? null : <span className="mk-section-action">{action}</span>}
      </div>
      {children}
    </section>
  );
}
