import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SecurityPage } from "@/components/people/security-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { meQuery, sessionsQuery } from "@/lib/people/api.ts";
import { listSessions } from "@/lib/people/queries/list-sessions.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";

export const metadata: Metadata = { title: "Security" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(meQuery().queryKey, await serverQuery(readMe, {}));
  client.setQueryData(sessionsQuery().queryKey, await serverQuery(listSessions, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SecurityPage />
    </HydrationBoundary>
  );
}
