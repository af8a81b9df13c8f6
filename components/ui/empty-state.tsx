import "./empty-state.css";
import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  /** One sentence: what this is for. */
  children: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  /** An example or a link to the guide. */
  more?: ReactNode;
  /** Centred, for use inside a table or a panel. */
  inline?: boolean;
  /** "h1" where this is the whole page. */
  heading?: "h1" | "h2";
}

/** Nothing here because nothing was made yet: says what it is for and how to begin. */
export function EmptyState({
  title,
  children,
  action,
  more,
  inline = false,
  heading: Heading = "h2",
}: EmptyStateProps) {
  return (
    <div className="mk-empty" data-inline={inline || undefined}>
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action === undefined && more === undefined ? null : (
        <div className="mk-empty-actions">
          {action}
          {more}
        </div>
      )}
    </div>
  );
}
