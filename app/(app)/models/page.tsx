import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ModelsPage } from "@/components/inventory/models-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { modelListQuery } from "@/lib/inventory/api.ts";
import { listModels } from "@/lib/inventory/queries/list-models.ts";
import { ListModelsInput } from "@/lib/inventory/schema.ts";

export const metadata: Metadata = { title: "Models" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListModelsInput, new URLSearchParams(pairs));
  const client = new QueryClient();
  client.setQueryData(modelListQuery(input).queryKey, await serverQuery(listModels, input));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ModelsPage />
    </HydrationBoundary>
  );
}
