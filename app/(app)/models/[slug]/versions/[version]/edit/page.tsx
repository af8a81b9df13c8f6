import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditVersionPage } from "@/components/versions/edit-version-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { versionQuery } from "@/lib/inventory/versions/api.ts";
import { readVersion } from "@/lib/inventory/versions/queries/read-version.ts";
import { AppError } from "@/lib/kernel/errors.ts";

export const metadata: Metadata = { title: "Edit version" };

export default async function Page({ params }: { params: Promise<{ slug: string; version: string }> }) {
  const { slug, version: raw } = await params;
  const version = decodeURIComponent(raw);
  const client = new QueryClient();
  try {
    client.setQueryData(versionQuery(slug, version).queryKey, await serverQuery(readVersion, { id: slug, version }));
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EditVersionPage slug={slug} label={version} />
    </HydrationBoundary>
  );
}
