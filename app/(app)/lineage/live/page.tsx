import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LivePage } from "@/components/lineage/live-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { liveAtQuery } from "@/lib/lineage/api.ts";
import { readLiveAt } from "@/lib/lineage/queries/read-live-at.ts";
import { readMe } from "@/lib/people/queries/read-me.ts";

export const metadata: Metadata = { title: "What was live" };

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

async function prefetch(client: QueryClient, input: { time?: string | undefined; cursor?: string | undefined }) {
  try {
    client.setQueryData(liveAtQuery(input).queryKey, await serverQuery(readLiveAt, input));
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input") notFound();
    throw error;
  }
}

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { time, cursor } = await searchParams;
  const client = new QueryClient();
  const [me] = await Promise.all([serverQuery(readMe, {}), prefetch(client, { time: one(time), cursor: one(cursor) })]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LivePage mayReadTrail={me.abilities.includes("audit:read")} />
    </HydrationBoundary>
  );
}
