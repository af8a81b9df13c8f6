"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Sentence } from "@/components/trail/sentence.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import { Bone } from "@/components/ui/skeletons.tsx";
import { entriesQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import { entryWords } from "@/lib/trail/rules.ts";

const SHOWN = 7;

/** The newest entries of the trail in words, each with how far it is proven and a link to its proof. */
export function NewestEntries() {
  const { data: page } = useQuery(entriesQuery({ limit: SHOWN }));
  const { data: facets } = useQuery(trailFacetsQuery());
  if (page === undefined) return <Bone height={36 * SHOWN} />;
  return (
    <ul className="mk-newest">
      {page.items.map((entry) => (
        <li key={entry.uuid}>
          <SealMark state={entry.state} />
          <Sentence parts={entryWords(entry, facets?.names ?? {}).parts} />
          <Link href={`/audit/${entry.uuid}`} prefetch={false} aria-label="Proof of this entry">
            <RelativeTime at={entry.at} focusable={false} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
