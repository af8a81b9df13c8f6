import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AssetsPage } from "@/components/assets/assets-page.tsx";
import { assetsOf, type Search } from "../asset-data.ts";

export const metadata: Metadata = { title: "AI systems" };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <HydrationBoundary state={dehydrate(await assetsOf("system", await searchParams))}>
      <AssetsPage kind="system" />
    </HydrationBoundary>
  );
}
