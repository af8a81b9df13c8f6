"use client";

import "./trail-banner.css";
import { useQuery } from "@tanstack/react-query";
import { IconAlertOctagon } from "@tabler/icons-react";
import Link from "next/link";
import { trailHealthQuery } from "@/lib/trail/api.ts";
import { useReaderWitness } from "./use-reader-witness.ts";

/** Across every page, when the log stands still or contradicts what this browser saw. Nothing otherwise. */
export function TrailBanner() {
  const { data: health } = useQuery(trailHealthQuery());
  const { data: visit } = useReaderWitness();
  const frozen = health?.frozen ?? null;
  if (frozen === null && visit?.kind !== "alarm") return null;
  return (
    <div className="mk-trail-banner" role="alert">
      <IconAlertOctagon aria-hidden />
      <p>
        {frozen === null ? (
          <>
            <strong>The audit trail contradicts what this browser saw before.</strong>{" "}
            {visit?.kind === "alarm" ? visit.words : ""}
          </>
        ) : (
          <>
            <strong>The audit trail is no longer being sealed.</strong> {frozen} You can go on working: entries are kept
            and wait.
          </>
        )}
      </p>
      <Link href="/audit/checkpoints">{frozen === null ? "Look at it" : "What to do"}</Link>
    </div>
  );
}
