import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { VersionPage } from "@/components/versions/version-page.tsx";
import { serverQuery } from "@/lib/http/server-query.ts";
import { versionQuery } from "@/lib/inventory/versions/api.ts";
import { readVersion } from "@/lib/inventory/versions/queries/read-version.ts";
import { AppError } from "@/lib/kernel/errors.ts";
import { versionGatesQuery } from "@/lib/lifecycle/api.ts";
import { readVersionGates } from "@/lib/lifecycle/queries/read-version-gates.ts";

type Params = { params: Promise<{ slug: string; version: string }> };

/** The version as the page and its title need it, read once per request; one that is not there is the 404 page. */
const versionOf = cache(async (slug: string, version: string) => {
  try {
    return await serverQuery(readVersion, { id: slug, version });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { slug, version } = await params;
  const { model, label } = await versionOf(slug, decodeURIComponent(version));
  return { title: `${model.name} ${label}` };
}

export default async function Page({ params }: Params) {
  const { slug, version: raw } = await params;
  const version = decodeURIComponent(raw);
  const client = new QueryClient();
  client.setQueryData(versionQuery(slug, version).queryKey, await versionOf(slug, version));
  const gates = await serverQuery(readVersionGates, { id: slug, version });
  client.setQueryData(versionGatesQuery(slug, version).queryKey, gates);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <VersionPage slug={slug} label={version} />
    </HydrationBoundary>
  );
}
