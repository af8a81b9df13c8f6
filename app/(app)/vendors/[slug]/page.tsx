import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AssetPage } from "@/components/assets/asset-page.tsx";
import { assetOf, clientWith } from "../../asset-data.ts";

type Params = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: (await assetOf("vendor", (await params).slug)).name };
}

export default async function Page({ params }: Params) {
  const { slug } = await params;
  return (
    <HydrationBoundary state={dehydrate(clientWith(await assetOf("vendor", slug), slug))}>
      <AssetPage kind="vendor" slug={slug} />
    </HydrationBoundary>
  );
}
