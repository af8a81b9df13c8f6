import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditThreatModelPage } from "@/components/threats/models/edit-threat-model-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { threatModelQuery } from "@/lib/threats/api.ts";
import { readThreatModel } from "@/lib/threats/queries/read-threat-model.ts";

export const metadata: Metadata = { title: "Edit threat model" };

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const client = new QueryClient();
  try {
    client.setQueryData(threatModelQuery(slug).queryKey, await serverQuery(readThreatModel, { id: slug }));
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EditThreatModelPage slug={slug} />
    </HydrationBoundary>
  );
}
