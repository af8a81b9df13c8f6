"use client";

import { useQuery, type InfiniteData, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { meQuery } from "@/lib/people/api.ts";
import type { TrailEntry } from "@/lib/trail/schema.ts";
import { EntityTimeline } from "./entity-timeline.tsx";

type Page = { items: readonly TrailEntry[]; people: Readonly<Record<string, string>> };

interface EntityHistoryProps {
  entity: { type: string; id: string };
  /** The domain's history query: newest first, with the names of the people that values speak of. */
  history: UseInfiniteQueryResult<InfiniteData<Page>>;
}

/** What happened to one thing, as its history query has it, page after page. */
export function EntityHistory({ entity, history }: EntityHistoryProps) {
  const { data: me } = useQuery(meQuery());
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  const names = Object.assign({}, ...history.data.pages.map(({ people }) => people)) as Record<string, string>;
  return (
    <EntityTimeline
      entity={entity}
      entries={history.data.pages.flatMap(({ items }) => items)}
      names={names}
      onMore={history.hasNextPage ? () => void history.fetchNextPage() : undefined}
      loadingMore={history.isFetchingNextPage}
      proofs={me?.abilities.includes("audit:read") ?? false}
    />
  );
}
