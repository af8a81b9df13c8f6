import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ConnectionsPage } from "@/components/connections/connections-page.tsx";
import { connectionsQuery } from "@/lib/connections/api.ts";
import { listConnections } from "@/lib/connections/queries/list-connections.ts";
import { serverQuery } from "@/lib/http/server-query.ts";

export const metadata: Metadata = { title: "Connections" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(connectionsQuery().queryKey, await serverQuery(listConnections, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ConnectionsPage />
    </HydrationBoundary>
  );
}
