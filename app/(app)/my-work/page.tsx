import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MyWorkPage } from "@/components/work/my-work-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { notificationsQuery, tasksQuery } from "@/lib/work/api.ts";
import { listNotifications } from "@/lib/work/queries/list-notifications.ts";
import { listTasks } from "@/lib/work/queries/list-tasks.ts";

export const metadata: Metadata = { title: "My work" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(tasksQuery().queryKey, await serverQuery(listTasks, {}));
  client.setQueryData(notificationsQuery().queryKey, await serverQuery(listNotifications, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MyWorkPage />
    </HydrationBoundary>
  );
}
