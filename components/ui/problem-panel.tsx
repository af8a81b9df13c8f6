"use client";

import { ErrorPanel } from "./error-panel.tsx";
import { describeProblem } from "./problem-text.ts";

/** An ErrorPanel for whatever a query or mutation threw. */
export function ProblemPanel({
  error,
  onRetry,
  compact = true,
}: {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
}) {
  const { title, explanation, requestId } = describeProblem(error);
  return (
    <ErrorPanel title={title} requestId={requestId} onRetry={onRetry} compact={compact}>
      {explanation}
    </ErrorPanel>
  );
}
