import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EditAssetPage } from "@/components/assets/edit-asset-page.tsx";
import { clientWith, versionOf } from "../../../../../asset-data.ts";

export const metadata: Metadata = { title: "Edit dataset version" };

export default async function Page({ params }: { params: Promise<{ slug: string; version: string }> }) {
  const { slug, version } = await params;
  return (
    <HydrationBoundary state={dehydrate(clientWith(await versionOf({ slug, version }), version))}>
      <EditAssetPage kind="dataset_version" slug={version} />
    </HydrationBoundary>
  );
}
