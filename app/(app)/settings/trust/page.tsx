import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { TrustPage } from "@/components/artifacts/trust-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { trustKeysQuery } from "@/lib/signing/api.ts";
import { listTrustKeys } from "@/lib/signing/queries/list-trust-keys.ts";

export const metadata: Metadata = { title: "Trusted keys" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(trustKeysQuery().queryKey, await serverQuery(listTrustKeys, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrustPage />
    </HydrationBoundary>
  );
}
