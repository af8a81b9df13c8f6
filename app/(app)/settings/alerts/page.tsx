import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AlertSettingsPage } from "@/components/alerts/alert-settings-page.tsx";
import { rulesQuery, silencesQuery } from "@/lib/alerts/api.ts";
import { listSilences } from "@/lib/alerts/queries/list-silences.ts";
import { readRuleList } from "@/lib/alerts/queries/read-rule-list.ts";
import { serverQuery } from "@/lib/http/server-query.ts";

export const metadata: Metadata = { title: "Alert settings" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(rulesQuery().queryKey, await serverQuery(readRuleList, {}));
  client.setQueryData(silencesQuery().queryKey, await serverQuery(listSilences, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AlertSettingsPage />
    </HydrationBoundary>
  );
}
