import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryPage } from "@/components/trail/entry-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { isUuid } from "@/lib/kernel/ids.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { entryBytesQuery, entryQuery, trailFacetsQuery } from "@/lib/trail/api.ts";
import { readEntry } from "@/lib/trail/queries/read-entry.ts";
import { readEntryBytes } from "@/lib/trail/queries/read-entry-bytes.ts";
import { trailFacets } from "@/lib/trail/queries/trail-facets.ts";

export const metadata: Metadata = { title: "Entry of the audit trail" };

async function readAll(id: string) {
  try {
    return await Promise.all([
      serverQuery(readEntry, { id }),
      serverQuery(readEntryBytes, { id }),
      serverQuery(trailFacets, {}),
    ]);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function Page({ params }: { params: Promise<{ uuid: string }> }) {
  const { uuid: id } = await params;
  if (!isUuid(id)) notFound();
  const [entry, bytes, facets] = await readAll(id);
  const client = new QueryClient();
  client.setQueryData(entryQuery(id).queryKey, entry);
  client.setQueryData(entryBytesQuery(id).queryKey, bytes);
  client.setQueryData(trailFacetsQuery().queryKey, facets);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <EntryPage id={id} />
    </HydrationBoundary>
  );
}
