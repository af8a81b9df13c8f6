import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EditAssetPage } from "@/components/assets/edit-asset-page.tsx";
import { assetOf, clientWith } from "../../../asset-data.ts";

export const metadata: Metadata = { title: "Edit vendor" };

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <HydrationBoundary state={dehydrate(clientWith(await assetOf("vendor", slug), slug))}>
      <EditAssetPage kind="vendor" slug={slug} />
    </HydrationBoundary>
  );
}
