import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ErasePersonPage } from "@/components/trail/erase-person-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { previewErasure } from "@/lib/registry.ts";
import { erasurePreviewQuery } from "@/lib/trail/api.ts";
import { PreviewErasureInput } from "@/lib/trail/schema.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: "Erase a person’s data" };

async function previewOf(subject: unknown, id: unknown) {
  const input = PreviewErasureInput.safeParse({ subject, id });
  if (!input.success) notFound();
  try {
    return await serverQuery(previewErasure, input.data);
  } catch (error) {
    if (error instanceof AppError && ["not_found", "forbidden"].includes(error.code)) notFound();
    throw error;
  }
}

export default async function Page({ searchParams }: Props) {
  const given = await searchParams;
  const preview = await previewOf(given["subject"], given["id"]);
  const { subject, id } = preview;
  const client = new QueryClient();
  client.setQueryData(erasurePreviewQuery(subject, id).queryKey, preview);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ErasePersonPage subject={subject} id={id} />
    </HydrationBoundary>
  );
}
