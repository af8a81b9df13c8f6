"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { StateBadge } from "@/components/ui/badge.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { endSilence, rulesQuery, silencesQuery } from "@/lib/alerts/api.ts";
import { telemetryListQuery } from "@/lib/telemetry/api.ts";
import { SilenceDialog } from "./silence-dialog.tsx";
import { holdsAt, silencedWords, spanOfSilence, type Silence } from "./silence-words.ts";

/** Models that send telemetry, and rules, by id: only these have alerts. */
function useNames(): ReadonlyMap<string, string> {
  const models = useQuery(telemetryListQuery({ limit: 100 }));
  const rules = useQuery(rulesQuery());
  return new Map([
    ...(models.data?.items ?? []).map(({ model }) => [model.id, model.name] as const),
    ...(rules.data?.items ?? []).map(({ id, name }) => [id, name] as const),
  ]);
}

interface SilenceRowProps {
  silence: Silence;
  covers: string;
  onEnd: (() => void) | undefined;
}

function SilenceRow({ silence, covers, onEnd }: SilenceRowProps) {
  const now = useNow();
  const holds = now !== null && holdsAt(silence, now);
  const rests = now !== null && now < Date.parse(silence.from) ? "Not yet" : "Not now";
  return (
    <li>
      <div className="mk-rows-words">
        <strong className="mk-alert-row-facts">
          {covers}{" "}
          {now === null ? null : (
            <StateBadge tone={holds ? "amber" : "neutral"}>{holds ? "Silent now" : rests}</StateBadge>
          )}
        </strong>
        <span>{spanOfSilence(silence)}</span>
        <span>
          {silence.reason} <span className="mk-3">({silence.createdBy ?? "somebody"})</span>
        </span>
      </div>
      {onEnd === undefined ? null : (
        <Button variant="default" size="compact-sm" onClick={onEnd} aria-label={`End the silence: ${silence.reason}`}>
          End
        </Button>
      )}
    </li>
  );
}

function SilenceRows({ items, may }: { items: Silence[]; may: boolean }) {
  const client = useQueryClient();
  const names = useNames();
  const [chosen, setChosen] = useState<Silence>();
  async function end(): Promise<void> {
    if (chosen === undefined) return;
    await endSilence({ id: chosen.id, expectedVersion: chosen.version });
    await client.invalidateQueries({ queryKey: ["alert_silence"] });
    toastDone({ message: "Silence ended." });
  }
  return (
    <>
      <ul className="mk-rows">
        {items.map((silence) => (
          <SilenceRow
            key={silence.id}
            silence={silence}
            covers={silencedWords(silence, names)}
            onEnd={may ? () => setChosen(silence) : undefined}
          />
        ))}
      </ul>
      <ConfirmDialog
        opened={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title="End this silence"
        confirmLabel="End silence"
        onConfirm={end}
      >
        {chosen === undefined ? null : silencedWords(chosen, names)}: from now on people and channels are told again.
      </ConfirmDialog>
    </>
  );
}

/** Silences that stand: which alerts tell nobody, and until when. */
export function SilencesSection({ may }: { may: boolean }) {
  const silences = useQuery(silencesQuery());
  const [adding, setAdding] = useState(false);
  if (silences.isError) return <ProblemPanel error={silences.error} onRetry={() => void silences.refetch()} />;
  if (silences.data === undefined) return <TextSkeleton />;
  const { items } = silences.data;
  const add = may ? (
    <Button variant="default" leftSection={<IconPlus aria-hidden />} onClick={() => setAdding(true)}>
      Add a silence
    </Button>
  ) : undefined;
  return (
    <section aria-labelledby="silences-heading">
      <div className="mk-settings-head">
        <h2 id="silences-heading">Silences</h2>
        {items.length === 0 ? null : add}
      </div>
      {items.length === 0 ? (
        <EmptyState title="Nothing is silenced" action={add}>
          While maintenance goes on, or while a cause is known, a silence keeps alerts from telling people. They are
          still kept and shown.
        </EmptyState>
      ) : (
        <SilenceRows items={items} may={may} />
      )}
      <SilenceDialog opened={adding} onClose={() => setAdding(false)} />
    </section>
  );
}
