"use client";

import "./checkpoints-page.css";
import "./trail-links.css";
import "@/components/ui/data-table/data-table.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Mono } from "@/components/ui/mono.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { SummaryStrip } from "@/components/ui/summary-strip.tsx";
import { checkpointsQuery, trailHealthQuery } from "@/lib/trail/api.ts";
import type { CheckpointPage, LogHealth } from "@/lib/transparency/schema.ts";
import type { z } from "@/lib/zod.ts";
import { FrozenHelp } from "./frozen-help.tsx";
import { LogFacts } from "./log-facts.tsx";
import { ReaderWitnessNote } from "./reader-witness-note.tsx";
import { fileOf, saveFile } from "./save-file.ts";
import { TrailTabs } from "./trail-tabs.tsx";
import { useHydrated } from "./use-hydrated.ts";

type Checkpoint = z.output<typeof CheckpointPage>["items"][number];

function Facts({ health }: { health: LogHealth }) {
  const { checkpoint, witnesses, queued } = health;
  const cells = [
    {
      label: "Entries in the log",
      value: <span className="mk-num">{health.size.toLocaleString("en")}</span>,
      note: `${queued.toLocaleString("en")} wait`,
    },
    {
      label: "Last sealed",
      value: checkpoint === null ? "not yet" : <RelativeTime at={checkpoint.signedAt} />,
      note: checkpoint?.problem ?? undefined,
    },
    ...witnesses.map(({ name, at, size, problem, state }) => ({
      label: `Witness ${name}`,
      value: at === null ? "has not signed" : <RelativeTime at={at} />,
      note:
        state === "paused"
          ? "paused"
          : (problem ?? (size === null ? undefined : `${size.toLocaleString("en")} entries`)),
    })),
  ];
  return (
    <>
      <SummaryStrip cells={cells} />
      <LogFacts health={health} />
    </>
  );
}

function Row({ checkpoint }: { checkpoint: Checkpoint }) {
  const { size, root, signedAt, note, cosignatures } = checkpoint;
  return (
    <li data-row={size}>
      <span className="mk-num mk-checkpoint-size">{size.toLocaleString("en")}</span>
      <span className="mk-checkpoint-root" title={root}>
        <Mono>{root}</Mono>
      </span>
      <span>
        {cosignatures.length === 0 ? (
          <span className="mk-3">no witness</span>
        ) : (
          cosignatures.map(({ name }) => name).join(", ")
        )}
      </span>
      <RelativeTime at={signedAt} focusable={false} />
      <button
        type="button"
        className="mk-trail-toggle"
        aria-label={`Download the checkpoint of ${size.toLocaleString("en")} entries`}
        onClick={() => saveFile(`checkpoint-${String(size)}.txt`, fileOf(note))}
      >
        <IconDownload aria-hidden />
      </button>
    </li>
  );
}

/** What the log has signed, newest first, with who cosigned it. */
export function CheckpointsPage() {
  const hydrated = useHydrated();
  const health = useQuery({ ...trailHealthQuery(), enabled: hydrated });
  const list = useInfiniteQuery({ ...checkpointsQuery(), enabled: hydrated });
  const items = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader
        title="Audit trail"
        subtitle="Each checkpoint is the log's signature over every entry up to it. Whoever keeps one can prove later that nothing before it was changed."
      />
      <TrailTabs />
      <div className="mk-page-body">
        {hydrated && health.data !== undefined && health.data.frozen !== null ? (
          <FrozenHelp reason={health.data.frozen} waiting={health.data.queued} />
        ) : null}
        <ReaderWitnessNote />
        {health.data === undefined || !hydrated ? null : <Facts health={health.data} />}
        {list.isError ? <ProblemPanel error={list.error} onRetry={() => void list.refetch()} /> : null}
        {items === undefined && !list.isError ? <TextSkeleton lines={8} /> : null}
        {items?.length === 0 ? (
          <EmptyState title="No checkpoint yet">The log signs one within seconds of the first entry.</EmptyState>
        ) : null}
        {items === undefined || items.length === 0 ? null : (
          <>
            <div className="mk-checkpoint-head" aria-hidden>
              <span>Entries</span>
              <span>Root</span>
              <span>Cosigned by</span>
              <span>Signed</span>
            </div>
            <ol className="mk-checkpoints" aria-label="Checkpoints, newest first">
              {items.map((checkpoint) => (
                <Row key={checkpoint.size} checkpoint={checkpoint} />
              ))}
            </ol>
          </>
        )}
        {list.hasNextPage ? (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show earlier checkpoints
          </Button>
        ) : null}
      </div>
    </>
  );
}
