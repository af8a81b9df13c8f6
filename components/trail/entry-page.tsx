"use client";

import "./entry-page.css";
import { useQuery } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { entryBytesQuery, entryQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import { entryWords } from "@/lib/trail/rules.ts";
import { EntryFields } from "./entry-fields.tsx";
import { EntryProof } from "./entry-proof.tsx";
import { EntryTitle } from "./entry-title.tsx";
import { ErasedNote } from "./erased-note.tsx";
import { ThingHistory } from "./thing-history.tsx";

const HURRY_MS = 1_000;
const PATIENCE_MS = 15_000;

/** The entry, asked for again every second until it is sealed. */
function useEntry(id: string) {
  return useQuery({
    ...entryQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === "committed" ? HURRY_MS : PATIENCE_MS),
  });
}

/** One entry with its proof, checked in this browser. */
export function EntryPage({ id }: { id: string }) {
  const entry = useEntry(id);
  const bytes = useQuery(entryBytesQuery(id));
  const facets = useQuery(trailFacetsQuery());
  if (entry.data === undefined || bytes.data === undefined) {
    const error = entry.error ?? bytes.error;
    return (
      <div className="mk-page-body">{error === null ? <TextSkeleton lines={8} /> : <ProblemPanel error={error} />}</div>
    );
  }
  const names = facets.data?.names ?? {};
  const { fields } = entryWords(entry.data, names);
  const { erasure, abilities } = bytes.data;
  return (
    <>
      <EntryTitle entry={entry.data} names={names} mayErase={abilities.erase} />
      <div className="mk-page-body mk-entry-page">
        <div className="mk-entry-top">
          <div className="mk-entry-told">
            {erasure === null ? null : <ErasedNote erasure={erasure} whole={entry.data.erased} />}
            {entry.data.erased && erasure !== null ? null : <EntryFields entry={entry.data} fields={fields} />}
          </div>
          <ThingHistory entry={entry.data} names={names} />
        </div>
        <EntryProof entry={entry.data} bytes={bytes.data} />
      </div>
    </>
  );
}
