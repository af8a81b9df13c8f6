"use client";

import "./inventory.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Diff } from "@/components/ui/diff.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SealMark } from "@/components/ui/seal-mark.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { modelHistoryQuery } from "@/lib/inventory/api.ts";
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
      <SealMark state="committed" withWord={false} />
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

/** What happened to a model, in words, newest first; `most` shows only the beginning. */
export function ModelHistory({ slug, most }: { slug: string; most?: number }) {
  const history = useInfiniteQuery(modelHistoryQuery(slug));
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  const people = Object.assign({}, ...history.data.pages.map((page) => page.people)) as People;
  const entries = history.data.pages.flatMap((page) => page.items).slice(0, most);
  return (
    <>
      <ol className="mk-history">
        {entries.map((entry) => (
          <Entry key={entry.uuid} entry={entry} people={people} />
        ))}
      </ol>
      {most === undefined && history.hasNextPage ? (
        <Button
          variant="default"
          mt={12}
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show earlier changes
        </Button>
      ) : null}
    </>
  );
}
