import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReviewPage } from "@/components/imports/review-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { importQuery } from "@/lib/imports/api.ts";
import { readImport } from "@/lib/imports/queries/read-import.ts";
import { AppError } from "@/lib/kernel/errors.ts";

export const metadata: Metadata = { title: "Review an import" };

const GONE = ["not_found", "invalid_input", "precondition_failed"];

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const client = new QueryClient();
  try {
    client.setQueryData(importQuery(id).queryKey, await serverQuery(readImport, { id }));
  } catch (error) {
    if (error instanceof AppError && GONE.includes(error.code)) notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReviewPage id={id} />
    </HydrationBoundary>
  );
}
