"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { EntityTimeline } from "@/components/trail/entity-timeline.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { assetHistoryQuery } from "@/lib/inventory/assets/api.ts";
import type { AssetDto } from "@/lib/inventory/assets/schema.ts";
import { meQuery } from "@/lib/people/api.ts";

/** Everything that happened to an asset, newest first; those who may read the trail can open and prove each entry. */
export function AssetHistory({ asset: { kind, id } }: { asset: AssetDto }) {
  const history = useInfiniteQuery(assetHistoryQuery(kind, id));
  const { data: me } = useQuery(meQuery());
  if (history.isPending) return <TextSkeleton lines={4} />;
  if (history.isError) return <ProblemPanel error={history.error} onRetry={() => void history.refetch()} />;
  const names = Object.assign({}, ...history.data.pages.map((page) => page.names)) as Record<string, string>;
  return (
    <EntityTimeline
      entity={{ type: kind, id }}
      entries={history.data.pages.flatMap((page) => page.items)}
      names={names}
      onMore={history.hasNextPage ? () => void history.fetchNextPage() : undefined}
      loadingMore={history.isFetchingNextPage}
      proofs={me?.abilities.includes("audit:read") ?? false}
    />
  );
}
