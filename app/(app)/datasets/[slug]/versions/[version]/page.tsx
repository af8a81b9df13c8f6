import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AssetPage } from "@/components/assets/asset-page.tsx";
import { clientWith, versionOf } from "../../../../asset-data.ts";

type Params = { params: Promise<{ slug: string; version: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await versionOf(await params)).name };
}

export default async function Page({ params }: Params) {
  const { slug, version } = await params;
  return (
    <HydrationBoundary state={dehydrate(clientWith(await versionOf({ slug, version }), version))}>
      <AssetPage kind="dataset_version" slug={version} />
    </HydrationBoundary>
  );
}
