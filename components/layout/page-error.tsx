"use client";

import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { describeProblem, problemOf } from "@/components/ui/problem-text.ts";

function digestOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("digest" in error)) return undefined;
  return typeof error.digest === "string" ? error.digest : undefined;
}

/** What a page says that could not be shown. The id is the request's, or the one under which the server logged the error. */
export function PageError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const known = problemOf(error) === undefined ? undefined : describeProblem(error);
  return (
    <ErrorPanel
      title={known?.title ?? "This page could not be shown"}
      requestId={known?.requestId ?? digestOf(error)}
      onRetry={onRetry}
    >
      {known?.explanation ??
        "Something went wrong on our side while the page was put together. Showing a page changes nothing, so your data is as it was."}
    </ErrorPanel>
  );
}
