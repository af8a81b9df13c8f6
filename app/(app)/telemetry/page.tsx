import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TelemetryModelsPage } from "@/components/telemetry/models-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { telemetryListQuery } from "@/lib/telemetry/api.ts";
import { listTelemetry } from "@/lib/telemetry/queries/list-telemetry.ts";
import { ListTelemetryInput } from "@/lib/telemetry/schema.ts";

export const metadata: Metadata = { title: "Telemetry" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListTelemetryInput, new URLSearchParams(pairs));
  const client = new QueryClient();
  client.setQueryData(telemetryListQuery(input).queryKey, await serverQuery(listTelemetry, input));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TelemetryModelsPage />
    </HydrationBoundary>
  );
}
