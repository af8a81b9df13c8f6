"use client";

import { useQuery } from "@tanstack/react-query";
import { readCheckpointNote, readConsistency, readTrailHealth } from "@/lib/trail/api.ts";
import { readMemory, writeMemory } from "./reader-memory.ts";
import { visitLog, type Visit } from "./witness-visit.ts";

async function visit(): Promise<Visit> {
  const { browserCrypto } = await import("@/lib/trail-check/crypto-browser.ts");
  return visitLog({
    crypto: browserCrypto,
    health: readTrailHealth,
    note: readCheckpointNote,
    consistency: readConsistency,
    read: readMemory,
    write: writeMemory,
    now: () => new Date().toISOString(),
  });
}

/** Makes this browser a witness: at every visit, and every minute, it checks that the log only grew since it last looked. */
export function useReaderWitness() {
  return useQuery({
    queryKey: ["reader_witness"],
    queryFn: visit,
    enabled: typeof window !== "undefined",
    staleTime: 20_000,
    refetchInterval: 60_000,
    retry: 1,
  });
}
