"use client";

import "@/components/layout/app-frame.css";
import { PageError } from "@/components/layout/page-error.tsx";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mk-centre">
      <PageError error={error} onRetry={retry} />
    </main>
  );
}
