import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { DiscoveryPage } from "@/components/discovery/discovery-page.tsx";
import { discoveryQuery } from "@/lib/discovery/api.ts";
import { readDiscovery } from "@/lib/discovery/queries/read-discovery.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";

type Params = { params: Promise<{ id: string }> };

/** The discovery as the page and its title need it, read once per request; one that is not there is the 404 page. */
const discoveryOf = cache(async (id: string) => {
  try {
    return await serverQuery(readDiscovery, { id });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { name, value } = await discoveryOf((await params).id);
  return { title: name === "" ? value : name };
}

export default async function Page({ params }: Params) {
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(discoveryQuery(id).queryKey, await discoveryOf(id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DiscoveryPage id={id} />
    </HydrationBoundary>
  );
}
