import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import type { SourceEntry } from "@/lib/lineage/schema.ts";

interface SourceEntryLinkProps {
  entry: SourceEntry;
  /** Whether the reader may open entries of the trail. */
  mayOpen: boolean;
}

/** The entry that something comes from: who, when, how far it is proven, and the way to its proof. */
export function SourceEntryLink({ entry, mayOpen }: SourceEntryLinkProps) {
  const words = entry.index === null ? "Entry" : `Entry ${entry.index.toLocaleString("en-GB")}`;
  return (
    <span className="mk-lineage-kind">
      <SealMark state={entry.state} />
      {mayOpen ? (
        <Link href={`/audit/${entry.uuid}`} className="mk-link">
          {words}
        </Link>
      ) : (
        words
      )}
      <span className="mk-3">
        {entry.by}, <RelativeTime at={entry.at} focusable={false} />
      </span>
    </span>
  );
}
