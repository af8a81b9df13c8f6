"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { receiptQuery, trailHealthQuery } from "@/lib/trail/api.ts";
import { witnessesQuery } from "@/lib/transparency/api.ts";
import { entryWords, sentenceText } from "@/lib/trail/rules.ts";
import type { EntryBytes, TrailEntry } from "@/lib/trail/schema.ts";
import { EntryBytesSection } from "./entry-bytes.tsx";
import { ProofSection } from "./proof-section.tsx";
import { limitsOf } from "./proof-words.ts";
import { materialOf } from "./use-entry-check.ts";
import { useHydrated } from "./use-hydrated.ts";

/** The proof of an entry and its bytes, as soon as receipt and keys are there. */
export function EntryProof({ entry, bytes }: { entry: TrailEntry; bytes: EntryBytes }) {
  const seal = `${entry.state} ${String(entry.witnessedBy)}`;
  const hydrated = useHydrated();
  const sealed = entry.state !== "committed";
  const { data: receipt, error: noReceipt, refetch } = useQuery({ ...receiptQuery(entry.uuid, seal), enabled: sealed });
  const { data: health, error: noHealth } = useQuery(trailHealthQuery());
  const { data: witnesses, error: noWitnesses } = useQuery(witnessesQuery());
  const logKey = health?.vkey ?? null;
  const known = witnesses?.items;
  const ready = !sealed || (receipt !== undefined && logKey !== null && known !== undefined);
  const material = useMemo(
    () => materialOf(entry, bytes, receipt ?? null, { log: logKey, witnesses: known ?? [] }),
    [entry, bytes, receipt, logKey, known],
  );
  const error = noReceipt ?? noHealth ?? noWitnesses;
  if (error !== null && hydrated) return <ProblemPanel error={error} onRetry={() => void refetch()} />;
  if (!ready || !hydrated) return <TextSkeleton lines={6} />;
  const name = sentenceText({ parts: entryWords(entry).parts.slice(0, 1), fields: [] });
  return (
    <>
      <ProofSection
        material={material}
        doesNotShow={limitsOf(name, entry.actor.type, sealed ? entry.witnessedBy : null)}
      />
      <EntryBytesSection id={entry.uuid} material={material} />
    </>
  );
}
