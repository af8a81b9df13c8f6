import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DiscoveriesPage } from "@/components/discovery/discoveries-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { discoveriesQuery, discoveryCountsQuery } from "@/lib/discovery/api.ts";
import { countDiscoveries } from "@/lib/discovery/queries/count-discoveries.ts";
import { listDiscoveries } from "@/lib/discovery/queries/list-discoveries.ts";
import { ListDiscoveriesInput } from "@/lib/discovery/schema.ts";
import { serverQuery } from "@/lib/http/server-query.ts";

export const metadata: Metadata = { title: "Discoveries" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListDiscoveriesInput, new URLSearchParams(pairs));
  const client = new QueryClient();
  client.setQueryData(discoveriesQuery(input).queryKey, await serverQuery(listDiscoveries, input));
  client.setQueryData(discoveryCountsQuery().queryKey, await serverQuery(countDiscoveries, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DiscoveriesPage />
    </HydrationBoundary>
  );
}
