import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AssetsPage } from "@/components/assets/assets-page.tsx";
import { assetsOf, type Search } from "../asset-data.ts";

export const metadata: Metadata = { title: "Components" };

export default async function Page({ searchParams }: { searchParams: Search }) {
  return (
    <HydrationBoundary state={dehydrate(await assetsOf("component", await searchParams))}>
      <AssetsPage kind="component" />
    </HydrationBoundary>
  );
}
