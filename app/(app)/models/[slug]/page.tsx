import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ModelPage } from "@/components/inventory/model-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { modelQuery } from "@/lib/inventory/api.ts";
import { readModel } from "@/lib/inventory/queries/read-model.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { gateStatesQuery } from "@/lib/lifecycle/api.ts";
import { readGateStates } from "@/lib/lifecycle/queries/read-gate-states.ts";

type Params = { params: Promise<{ slug: string }> };

/** The model as the page and its title need it, read once per request; a model that is not there is the 404 page. */
const modelOf = cache(async (slug: string) => {
  try {
    return await serverQuery(readModel, { id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await modelOf((await params).slug)).name };
}

export default async function Page({ params }: Params) {
  const { slug } = await params;
  const client = new QueryClient();
  const model = await modelOf(slug);
  client.setQueryData(modelQuery(slug).queryKey, model);
  const models = [model.id];
  client.setQueryData(gateStatesQuery({ models }).queryKey, await serverQuery(readGateStates, { models }));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ModelPage slug={slug} />
    </HydrationBoundary>
  );
}
