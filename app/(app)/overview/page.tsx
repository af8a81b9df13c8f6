import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { OverviewPage } from "@/components/overview/overview-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { overviewQuery } from "@/lib/overview/api.ts";
import { readOverview } from "@/lib/overview/queries/read-overview.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(overviewQuery().queryKey, await serverQuery(readOverview, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OverviewPage />
    </HydrationBoundary>
  );
}
