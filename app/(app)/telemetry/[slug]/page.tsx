import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { placeOf } from "@/components/telemetry/telemetry-place.ts";
import { TelemetryPage } from "@/components/telemetry/telemetry-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { telemetryQuery } from "@/lib/telemetry/api.ts";
import { readTelemetry } from "@/lib/telemetry/queries/read-telemetry.ts";

type Params = { params: Promise<{ slug: string }> };
type Search = Promise<Record<string, string | string[] | undefined>>;

/** The model as the title needs it, read once per request; a model that is not there is the 404 page. */
const modelOf = cache(async (slug: string) => {
  try {
    return await serverQuery(readModel, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: `Telemetry of ${(await modelOf((await params).slug)).name}` };
}

const openedAt = (): number => Date.now();

export default async function Page({ params, searchParams }: Params & { searchParams: Search }) {
  const { slug } = await params;
  await modelOf(slug);
  const pairs = Object.entries(await searchParams).flatMap(([key, value]) =>
    [value ?? []].flat().map((each) => [key, each]),
  );
  const opened = openedAt();
  const asked = { id: slug, ...placeOf(new URLSearchParams(pairs), opened).range };
  const client = new QueryClient();
  client.setQueryData(telemetryQuery(asked).queryKey, await serverQuery(readTelemetry, asked));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TelemetryPage slug={slug} opened={opened} />
    </HydrationBoundary>
  );
}
