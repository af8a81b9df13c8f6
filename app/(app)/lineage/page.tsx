import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LineagePage } from "@/components/lineage/lineage-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { lineageQuery } from "@/lib/lineage/api.ts";
import { readLineage } from "@/lib/lineage/queries/read-lineage.ts";
import { Direction } from "@/lib/lineage/schema.ts";

export const metadata: Metadata = { title: "Lineage" };

type Search = Promise<Record<string, string | string[] | undefined>>;

async function prefetch(client: QueryClient, id: string, direction: Direction): Promise<void> {
  try {
    client.setQueryData(lineageQuery(id, direction).queryKey, await serverQuery(readLineage, { id, direction }));
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
}

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { of, direction } = await searchParams;
  const client = new QueryClient();
  if (typeof of === "string" && of !== "") await prefetch(client, of, Direction.catch("both").parse(direction));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LineagePage />
    </HydrationBoundary>
  );
}
