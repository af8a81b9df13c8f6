"use client";

import "@/components/people/settings.css";
import "./witnesses-page.css";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { TrailTabs } from "@/components/trail/trail-tabs.tsx";
import { useHydrated } from "@/components/trail/use-hydrated.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { trailHealthQuery } from "@/lib/trail/api.ts";
import { witnessesQuery } from "@/lib/transparency/api.ts";
import type { LogHealth, WitnessDetail } from "@/lib/transparency/schema.ts";
import { LogSettings } from "./log-settings.tsx";
import { RunWitness } from "./run-witness.tsx";
import { WitnessDialog } from "./witness-dialog.tsx";
import { WitnessRow } from "./witness-row.tsx";

const LOOK_AGAIN_MS = 5_000;

interface Loaded {
  health: LogHealth;
  items: readonly WitnessDetail[];
  manages: boolean;
}

function summary(items: readonly WitnessDetail[], size: number): string {
  const active = items.filter(({ state }) => state === "active");
  const signed = active.filter(({ cosigned }) => cosigned !== null && cosigned.size >= size).length;
  if (active.length === 0) return "none is asked: sealed, not witnessed";
  return `${String(signed)} of ${String(active.length)} cosigned the newest checkpoint`;
}

function Witnesses({ items, health, manages }: Loaded) {
  const size = health.checkpoint?.size ?? 0;
  if (items.length === 0) {
    return (
      <EmptyState title="Sealed, not witnessed">
        The log signs itself, but nobody outside has seen it: whoever holds this installation’s key and its database
        could still write another history. A witness on somebody else’s machine would notice.
        {manages ? " Run one as below, or ask your auditor for theirs, then add it." : " An administrator can add one."}
      </EmptyState>
    );
  }
  return (
    <Section title="Witnesses" note={summary(items, size)}>
      <ul className="mk-rows">
        {items.map((witness) => (
          <WitnessRow key={witness.id} witness={witness} size={size} manages={manages} />
        ))}
      </ul>
    </Section>
  );
}

/** The witnesses of the log and how they stand, how to run one, and what can be set about the log. */
export function WitnessesPage() {
  const hydrated = useHydrated();
  const witnesses = useQuery({ ...witnessesQuery(), enabled: hydrated, refetchInterval: LOOK_AGAIN_MS });
  const health = useQuery({ ...trailHealthQuery(), enabled: hydrated });
  const [adding, setAdding] = useState(false);
  const error = witnesses.error ?? health.error;
  const manages = hydrated && witnesses.data?.abilities.manage === true;
  return (
    <>
      <PageHeader
        title="Audit trail"
        subtitle="Witnesses are programs elsewhere that cosign each checkpoint, but only if it continues the history they saw before."
        action={
          manages ? (
            <Button leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
              Add a witness
            </Button>
          ) : undefined
        }
      />
      <TrailTabs />
      <div className="mk-page-body mk-witnesses">
        {error === null ? null : <ProblemPanel error={error} onRetry={() => void witnesses.refetch()} />}
        {!hydrated || witnesses.data === undefined || health.data === undefined ? (
          error === null ? (
            <TextSkeleton lines={8} />
          ) : null
        ) : (
          <>
            <Witnesses items={witnesses.data.items} health={health.data} manages={manages} />
            <LogSettings health={health.data} manages={manages} />
            <RunWitness vkey={health.data.vkey} address={health.data.logUrl.replace(/\/log\/[^/]+$/, "")} />
          </>
        )}
      </div>
      <WitnessDialog opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}
