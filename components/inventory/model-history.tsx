"use client";

import "./inventory.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { EntityTimeline } from "@/components/trail/entity-timeline.tsx";
import { Diff } from "@/components/ui/diff.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { modelHistoryQuery } from "@/lib/inventory/api.ts";
import { meQuery } from "@/lib/people/api.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { FieldText } from "./field-text.tsx";
import { entryChanges, entryWords } from "./history-words.ts";

type People = Readonly<Record<string, string>>;

function Entry({ entry, people }: { entry: TrailEntry; people: People }) {
  const changes = entryChanges(entry, people);
  const words = entryWords(entry, changes);
  const whole = changes.length === 1 && words.includes(" from ");
  const text = (value: string | null) => (value === null ? null : <FieldText>{value}</FieldText>);
  return (
    <li>
      <SealMark state={entry.state} withWord={false} />
      <span>
        <strong>{entry.actor.name}</strong> {words}
      </span>
      <RelativeTime at={entry.at} />
      {entry.reason === null ? null : <p className="mk-history-reason">“{entry.reason}”</p>}
      {changes.length === 0 || whole ? null : (
        <details className="mk-history-more">
          <summary>Show what changed</summary>
          <Diff
            changes={changes.map((change) => ({ ...change, before: text(change.before), after: text(change.after) }))}
          />
        </details>
      )}
    </li>
  );
}

/** The last things that happened to a model, in words. */
export function RecentHistory({ slug, most }: { slug: string; most: number }) {
  const history = useInfiniteQuery(modelHistoryQuery(slug));
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  const [page] = history.data.pages;
  return (
    <ol className="mk-history">
      {page?.items.slice(0, most).map((entry) => (
        <Entry key={entry.uuid} entry={entry} people={page.people} />
      ))}
    </ol>
  );
}

/** Everything that happened to a model, newest first; those who may read the trail can open and prove each entry. */
export function ModelHistory({ id, slug }: { id: string; slug: string }) {
  const history = useInfiniteQuery(modelHistoryQuery(slug));
  const { data: me } = useQuery(meQuery());
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  const people = Object.assign({}, ...history.data.pages.map((page) => page.people)) as People;
  return (
    <EntityTimeline
      entity={{ type: "model", id }}
      entries={history.data.pages.flatMap((page) => page.items)}
      names={people}
      onMore={history.hasNextPage ? () => void history.fetchNextPage() : undefined}
      loadingMore={history.isFetchingNextPage}
      proofs={me?.abilities.includes("audit:read") ?? false}
    />
  );
}
