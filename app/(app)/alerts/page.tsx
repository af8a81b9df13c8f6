import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AlertsView } from "@/components/alerts/alerts-view.ts";
import { AlertsPage } from "@/components/telemetry/alerts-page.tsx";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { alertGroupsQuery } from "@/lib/alerts/api.ts";
import { groupAlertsByModel } from "@/lib/alerts/queries/group-alerts.ts";
import { listAlerts } from "@/lib/alerts/queries/list-alerts.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { alertsQuery } from "@/lib/telemetry/api.ts";

export const metadata: Metadata = { title: "Alerts" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const { view, ...input } = parseListState(AlertsView, new URLSearchParams(pairs));
  const client = new QueryClient();
  if (view === "list") client.setQueryData(alertsQuery(input).queryKey, await serverQuery(listAlerts, input));
  else {
    const { state, severity, model, q } = input;
    const asked = { state, severity, model, q };
    client.setQueryData(alertGroupsQuery(asked).queryKey, await serverQuery(groupAlertsByModel, asked));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertsPage />
    </HydrationBoundary>
  );
}
