import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GatePage } from "@/components/lifecycle/gate-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { gateQuery } from "@/lib/lifecycle/api.ts";
import { readGate } from "@/lib/lifecycle/queries/read-gate.ts";
import { gateTargets, targetLabels } from "@/lib/lifecycle/rules.ts";

type Params = { params: Promise<{ slug: string; version: string; stage: string }> };

async function placeOf(params: Params["params"]) {
  const { slug, version, stage } = await params;
  const target = gateTargets.find((each) => each === stage) ?? notFound();
  return { slug, version: decodeURIComponent(version), target };
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { version, target } = await placeOf(params);
  return { title: `Gate to ${targetLabels[target].toLowerCase()}, ${version}` };
}

export default async function Page({ params }: Params) {
  const { slug, version, target } = await placeOf(params);
  const client = new QueryClient();
  try {
    const gate = await serverQuery(readGate, { id: slug, version, stage: target });
    client.setQueryData(gateQuery(slug, version, target).queryKey, gate);
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GatePage slug={slug} label={version} target={target} />
    </HydrationBoundary>
  );
}
