import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewVersionPage } from "@/components/versions/new-version-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { modelQuery } from "@/lib/inventory/api.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";
import { AppError } from "@/lib/kernel/errors.ts";

export const metadata: Metadata = { title: "Add a version" };

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const client = new QueryClient();
  try {
    client.setQueryData(modelQuery(slug).queryKey, await serverQuery(readModel, { id: slug }));
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <NewVersionPage slug={slug} />
    </HydrationBoundary>
  );
}
