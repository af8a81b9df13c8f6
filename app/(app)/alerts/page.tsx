import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AlertsPage } from "@/components/telemetry/alerts-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { listAlerts } from "@/lib/alerts/queries/list-alerts.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { alertsQuery } from "@/lib/telemetry/api.ts";
import { ListAlertsInput } from "@/lib/telemetry/schema.ts";

export const metadata: Metadata = { title: "Alerts" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const input = parseListState(ListAlertsInput, new URLSearchParams(pairs));
  const client = new QueryClient();
  client.setQueryData(alertsQuery(input).queryKey, await serverQuery(listAlerts, input));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertsPage />
    </HydrationBoundary>
  );
}
