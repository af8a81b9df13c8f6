import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { TrailPage } from "@/components/trail/trail-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { entriesQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import { listEntries } from "@/lib/trail/queries/list-entries.ts";
import { trailFacets } from "@/lib/trail/queries/trail-facets.ts";
import { ListEntriesInput } from "@/lib/trail/schema.ts";

export const metadata: Metadata = { title: "Audit trail" };

type Search = Record<string, string | string[] | undefined>;

export default async function Page({ searchParams }: { searchParams: Promise<Search> }) {
  const given = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each): [string, string] => [key, each]),
  );
  const state = parseListState(ListEntriesInput, new URLSearchParams(given));
  const client = new QueryClient();
  const [entries, facets] = await Promise.all([serverQuery(listEntries, state), serverQuery(trailFacets, {})]);
  client.setQueryData(entriesQuery(state).queryKey, entries);
  client.setQueryData(trailFacetsQuery().queryKey, facets);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrailPage />
    </HydrationBoundary>
  );
}
