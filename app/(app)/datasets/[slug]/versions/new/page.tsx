import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AddVersionPage } from "@/components/assets/add-version-page.tsx";
import { assetOf, clientWith } from "../../../../asset-data.ts";

export const metadata: Metadata = { title: "Add version" };

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <HydrationBoundary state={dehydrate(clientWith(await assetOf("dataset", slug), slug))}>
      <AddVersionPage slug={slug} />
    </HydrationBoundary>
  );
}
