import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TelemetryPage } from "@/components/telemetry/telemetry-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";
import { AppError } from "@/lib/kernel/errors.ts";

type Params = { params: Promise<{ slug: string }> };

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

export default async function Page({ params }: Params) {
  const { slug } = await params;
  await modelOf(slug);
  return <TelemetryPage slug={slug} opened={openedAt()} />;
}
