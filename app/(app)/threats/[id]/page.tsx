import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ThreatPage } from "@/components/threats/register/threat-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { threatQuery } from "@/lib/threats/register/api.ts";
import { readThreat } from "@/lib/threats/register/queries/read-threat.ts";

type Params = { params: Promise<{ id: string }> };

/** The threat as the page and its title need it, read once per request; one that is not there is the 404 page. */
const threatOf = cache(async (id: string) => {
  try {
    return await serverQuery(readThreat, { id });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await threatOf((await params).id)).title };
}

export default async function Page({ params }: Params) {
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(threatQuery(id).queryKey, await threatOf(id));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatPage id={id} />
    </HydrationBoundary>
  );
}
