import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CheckFilePage } from "@/components/artifacts/check-file-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { meQuery } from "@/lib/people/api.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";

export const metadata: Metadata = { title: "Check a file" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(meQuery().queryKey, await serverQuery(readMe, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CheckFilePage />
    </HydrationBoundary>
  );
}
