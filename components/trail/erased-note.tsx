"use client";

import Link from "next/link";
import { Notice } from "@/components/ui/notice.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import type { EntryBytes } from "@/lib/trail/schema.ts";
import { exactMoment } from "./entry-time.ts";

interface ErasedNoteProps {
  erasure: NonNullable<EntryBytes["erasure"]>;
  /** Whether all of the content is gone, or only the values about a person. */
  whole: boolean;
}

/** What was erased from this entry: when, by whom, why, and that the proof does not need it. */
export function ErasedNote({ erasure, whole }: ErasedNoteProps) {
  const zone = useNow() === null ? "UTC" : undefined;
  const { uuid, index, at, by, reason, legalBasis } = erasure;
  const place = index === null ? "a later entry" : `entry ${index.toLocaleString("en")}`;
  return (
    <Notice tone="blue" title={whole ? "What this entry recorded was erased" : "Some values of this entry were erased"}>
      <time dateTime={at}>{exactMoment(at, zone)}</time>
      {by === null ? "" : ` by ${by}`}: “{reason}” Legal basis: {legalBasis}. The erasure is{" "}
      <Link className="mk-link" href={`/audit/${uuid}`}>
        {place}
      </Link>
      .{" "}
      {whole
        ? "That this happened, when, by whom and to what is still proven: the log holds a salted digest of what was recorded, and without the salt nothing can be tested against it."
        : "Everything else is still proven, value by value."}
    </Notice>
  );
}
