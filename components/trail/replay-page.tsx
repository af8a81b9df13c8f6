"use client";

import "./replay-page.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconPlayerPlay } from "@tabler/icons-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Section } from "@/components/ui/section.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { replayQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import type { ReplayRun } from "@/lib/trail/schema.ts";
import { FindingRow } from "./finding-row.tsx";
import { replayWords } from "./replay-words.ts";
import { TrailTabs } from "./trail-tabs.tsx";
import { useReplayRequest } from "./use-replay-request.ts";

interface OutcomeProps {
  run: ReplayRun;
  task: { id: string; assignee: string | null } | null;
  answered: boolean;
}

function Outcome({ run, task, answered }: OutcomeProps) {
  const { tone, title, detail } = replayWords(run);
  return (
    <Notice tone={tone} title={title} live={answered}>
      Checked <RelativeTime at={run.startedAt} />. {detail}
      {task === null ? null : (
        <>
          {" "}
          {task.assignee === null ? "There is a task about it." : `${task.assignee} has a task about it.`}{" "}
          <Link href="/my-work" className="mk-link">
            My work
          </Link>
        </>
      )}
    </Notice>
  );
}

function Asking({ waiting, long }: { waiting: boolean; long: boolean }) {
  const words = long
    ? "Still comparing. The trail is long, or the worker is away; the result appears here and you can leave this page."
    : "Comparing every record with its newest entry …";
  return (
    <p role="status" className="mk-replay-asking">
      {waiting ? words : null}
    </p>
  );
}

/** Which records do not match the trail, since when that is known, and a way to compare them now. */
export function ReplayPage() {
  const list = useInfiniteQuery(replayQuery());
  const facets = useQuery(trailFacetsQuery());
  const first = list.data?.pages[0];
  const request = useReplayRequest(first?.run?.startedAt);
  const findings = list.data?.pages.flatMap(({ run }) => run?.findings ?? []) ?? [];
  const kept = first?.kept ?? 0;
  const rest = (first?.run?.findingCount ?? 0) - kept;
  return (
    <>
      <PageHeader
        title="Audit trail"
        subtitle="The replay check computes from the trail what every record must look like and compares it with the records as they are, every night and whenever you ask. A record that somebody changed past Modelkeep shows here."
        action={
          first?.abilities.run === true ? (
            <Button leftSection={<IconPlayerPlay aria-hidden />} loading={request.waiting} onClick={request.ask}>
              Run now
            </Button>
          ) : undefined
        }
      />
      <TrailTabs />
      <div className="mk-page-body mk-replay">
        <Asking waiting={request.waiting} long={request.long} />
        {request.error === null ? null : <ProblemPanel error={request.error} onRetry={request.ask} />}
        {list.isError ? <ProblemPanel error={list.error} onRetry={() => void list.refetch()} /> : null}
        {first === undefined && !list.isError ? <TextSkeleton lines={8} /> : null}
        {first?.run === null ? (
          <EmptyState title="Not checked yet">
            The first check runs tonight. It reads every record once and changes nothing.
          </EmptyState>
        ) : null}
        {first?.run == null ? null : <Outcome run={first.run} task={first.task} answered={request.answered} />}
        {findings.length === 0 ? null : (
          <Section
            title="What does not match"
            note={
              rest > 0
                ? `the first ${kept.toLocaleString("en")}; ${rest.toLocaleString("en")} more are not listed`
                : undefined
            }
          >
            <ul>
              {findings.map((finding) => (
                <FindingRow
                  key={`${finding.kind} ${finding.entityType} ${finding.entityId}`}
                  finding={finding}
                  names={facets.data?.names ?? {}}
                />
              ))}
            </ul>
          </Section>
        )}
        {list.hasNextPage ? (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </div>
    </>
  );
}
