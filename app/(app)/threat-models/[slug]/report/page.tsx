import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ThreatReportPage } from "@/components/threats/report/threat-report-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { threatReportQuery } from "@/lib/threats/exports/api.ts";
import { readThreatReport } from "@/lib/threats/exports/read-threat-report.ts";

type Params = { params: Promise<{ slug: string }> };

const reportOf = cache(async (slug: string) => {
  try {
    return await serverQuery(readThreatReport, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: `Report: ${(await reportOf((await params).slug)).name}` };
}

export default async function Page({ params }: Params) {
  const { slug } = await params;
  const client = new QueryClient();
  client.setQueryData(threatReportQuery(slug).queryKey, await reportOf(slug));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ThreatReportPage slug={slug} />
    </HydrationBoundary>
  );
}
