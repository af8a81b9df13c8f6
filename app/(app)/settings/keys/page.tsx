import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { KeysPage } from "@/components/people/keys-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { keysQuery } from "@/lib/people/api.ts";
import { listKeys } from "@/lib/people/queries/list-keys.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(keysQuery().queryKey, await serverQuery(listKeys, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <KeysPage />
    </HydrationBoundary>
  );
}
