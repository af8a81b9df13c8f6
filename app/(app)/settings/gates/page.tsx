import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CriteriaPage } from "@/components/lifecycle/criteria-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { gatePolicyQuery } from "@/lib/lifecycle/api.ts";
import { readGatePolicy } from "@/lib/lifecycle/queries/read-gate-policy.ts";

export const metadata: Metadata = { title: "Gates" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(gatePolicyQuery().queryKey, await serverQuery(readGatePolicy, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CriteriaPage />
    </HydrationBoundary>
  );
}
