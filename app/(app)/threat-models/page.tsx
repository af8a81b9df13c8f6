import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ThreatModelsPage } from "@/components/threats/models/threat-models-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { threatModelsQuery } from "@/lib/threats/api.ts";
import { listThreatModels } from "@/lib/threats/queries/list-threat-models.ts";
import { ListThreatModelsInput } from "@/lib/threats/schema.ts";

export const metadata: Metadata = { title: "Threat models" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListThreatModelsInput, new URLSearchParams(pairs));
  const client = new QueryClient();
  client.setQueryData(threatModelsQuery(input).queryKey, await serverQuery(listThreatModels, input));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatModelsPage />
    </HydrationBoundary>
  );
}
