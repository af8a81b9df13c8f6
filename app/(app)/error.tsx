"use client";

import { PageError } from "@/components/layout/page-error.tsx";

/** A page that failed, inside the frame: the navigation stays usable. */
export default function ErrorInFrame({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="mk-centre-in-page">
      <PageError error={error} onRetry={retry} />
    </div>
  );
}
