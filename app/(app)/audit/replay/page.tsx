import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ReplayPage } from "@/components/trail/replay-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { FINDINGS_A_PAGE, replayQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import { readReplayRun } from "@/lib/trail/queries/read-replay-run.ts";
import { trailFacets } from "@/lib/trail/queries/trail-facets.ts";

export const metadata: Metadata = { title: "Replay check" };

export default async function Page() {
  const [first, facets] = await Promise.all([
    serverQuery(readReplayRun, { limit: FINDINGS_A_PAGE }),
    serverQuery(trailFacets, {}),
  ]);
  const client = new QueryClient();
  client.setQueryData(replayQuery().queryKey, { pages: [first], pageParams: [0] });
  client.setQueryData(trailFacetsQuery().queryKey, facets);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReplayPage />
    </HydrationBoundary>
  );
}
