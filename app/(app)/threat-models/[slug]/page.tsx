import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ThreatModelPage } from "@/components/threats/models/threat-model-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { threatModelQuery } from "@/lib/threats/api.ts";
import { readThreatModel } from "@/lib/threats/queries/read-threat-model.ts";

type Params = { params: Promise<{ slug: string }> };

/** The threat model as the page and its title need it, read once per request; one that is not there is the 404 page. */
const threatModelOf = cache(async (slug: string) => {
  try {
    return await serverQuery(readThreatModel, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await threatModelOf((await params).slug)).name };
}

export default async function Page({ params }: Params) {
  const { slug } = await params;
  const client = new QueryClient();
  client.setQueryData(threatModelQuery(slug).queryKey, await threatModelOf(slug));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatModelPage slug={slug} />
    </HydrationBoundary>
  );
}
