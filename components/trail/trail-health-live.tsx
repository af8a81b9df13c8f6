"use client";

import "./trail-health-live.css";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { TrailHealth } from "@/components/layout/trail-health.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { trailHealthQuery } from "@/lib/trail/api.ts";
import { healthWords } from "./health-words.ts";
import { useReaderWitness } from "./use-reader-witness.ts";

/** The health of the trail at the foot of the rail, as it is now; it leads to the checkpoints. */
export function TrailHealthLive() {
  const { data: health } = useQuery(trailHealthQuery());
  const { data: visit } = useReaderWitness();
  const now = useNow();
  if (health === undefined) return null;
  const words = healthWords(health, now, visit?.kind === "alarm");
  return (
    <Link href="/audit/checkpoints" className="mk-health-link" data-tone={words.tone}>
      <TrailHealth state={words.state} title={words.title} detail={words.detail} />
    </Link>
  );
}
