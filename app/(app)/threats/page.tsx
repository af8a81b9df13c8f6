import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ThreatsPage } from "@/components/threats/register/threats-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { threatFacetsQuery, threatsQuery } from "@/lib/threats/register/api.ts";
import { countThreatFacets } from "@/lib/threats/register/queries/count-threat-facets.ts";
import { listThreats } from "@/lib/threats/register/queries/list-threats.ts";
import { ListThreatsInput } from "@/lib/threats/register/schema.ts";

export const metadata: Metadata = { title: "Threats" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListThreatsInput, new URLSearchParams(pairs));
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = input;
  const client = new QueryClient();
  client.setQueryData(threatsQuery(input).queryKey, await serverQuery(listThreats, input));
  client.setQueryData(threatFacetsQuery(filters).queryKey, await serverQuery(countThreatFacets, filters));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatsPage />
    </HydrationBoundary>
  );
}
