import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { BoardPage } from "@/components/lifecycle/board-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { boardQuery } from "@/lib/lifecycle/api.ts";
import { readBoard } from "@/lib/lifecycle/queries/read-board.ts";

export const metadata: Metadata = { title: "Models by stage" };

export default async function Page() {
  const client = new QueryClient();
  client.setQueryData(boardQuery().queryKey, await serverQuery(readBoard, {}));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <BoardPage />
    </HydrationBoundary>
  );
}
