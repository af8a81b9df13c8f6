"use client";

import "@/components/theme/tokens.css";
import "@/components/theme/base.css";
import "@/components/layout/app-frame.css";
import "@/components/ui/error-panel.css";

/** Stands in for the whole document when even the root layout failed, so it uses nothing that could fail with it. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Error · Modelkeep</title>
        <main className="mk-centre">
          <div className="mk-error" role="alert">
            <h1>Modelkeep could not show this page</h1>
            <p>Something went wrong on our side. Showing a page changes nothing, so your data is as it was.</p>
            <button type="button" onClick={retry}>
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
