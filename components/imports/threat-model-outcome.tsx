import Link from "next/link";
import { Notice } from "@/components/ui/notice.tsx";
import { importFileHref } from "@/lib/imports/api.ts";
import type { ImportPreviewDto } from "@/lib/imports/schema.ts";

/** What came of an applied threat model, and the ways on. `slug` is its address, where it is known. */
export function ThreatModelOutcome({ preview, slug }: { preview: ImportPreviewDto; slug: string | null }) {
  const address = slug ?? preview.supply[0]?.target?.slug ?? null;
  return (
    <Notice tone="green" title="This import is applied">
      {preview.creates.toLocaleString("en-GB")} added, {preview.updates.toLocaleString("en-GB")} changed.{" "}
      {address === null ? (
        <Link href="/threat-models">See the threat models</Link>
      ) : (
        <>
          <Link href={`/threat-models/${address}/room`}>Open its room</Link>, or look at{" "}
          <Link href={`/threat-models/${address}`}>the threat model</Link>
        </>
      )}
      . The file is kept as it came:{" "}
      <a href={importFileHref(preview.id)} download>
        save it
      </a>
      .
    </Notice>
  );
}
