import { QueryClient } from "@tanstack/react-query";
import { notFound } from "next/navigation";
import { cache } from "react";
import { parseListState } from "@/components/ui/data-table/list-state.ts";
import { serverQuery } from "@/lib/http/server-query.ts";
import { assetListQuery, assetQuery } from "@/lib/inventory/assets/api.ts";
import { listAssets } from "@/lib/inventory/assets/queries/list-assets.ts";
import { readAsset } from "@/lib/inventory/assets/queries/read-asset.ts";
import type { AssetKind } from "@/lib/inventory/assets/rules.ts";
import { ListAssetsInput, type AssetDto } from "@/lib/inventory/assets/schema.ts";
import { AppError } from "@/lib/kernel/errors.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** The first page of a kind's list as its address says, ready for the browser. */
export async function assetsOf(kind: AssetKind, search: Awaited<Search>): Promise<QueryClient> {
  const pairs = Object.entries(search).flatMap(([key, value]) => [value ?? []].flat().map((each) => [key, each]));
  const input: ListAssetsInput = { ...parseListState(ListAssetsInput, new URLSearchParams(pairs)), kind };
  const client = new QueryClient();
  client.setQueryData(assetListQuery(input).queryKey, await serverQuery(listAssets, input));
  return client;
}

/** An asset as its page and its title need it, read once per request; one that is not there is the 404 page. */
export const assetOf = cache(async (kind: AssetKind, slug: string): Promise<AssetDto> => {
  try {
    return await serverQuery(readAsset, { kind, id: slug });
  } catch (error) {
    if (error instanceof AppError && ["not_found", "invalid_input"].includes(error.code)) notFound();
    throw error;
  }
});

/** A version of the dataset of this address; one of another dataset is the 404 page. */
export async function versionOf({ slug, version }: { slug: string; version: string }): Promise<AssetDto> {
  const found = await assetOf("dataset_version", version);
  return found.parent?.slug === slug ? found : notFound();
}

/** What the browser begins with: this asset, under the address (slug or id) that the page was asked for. */
export function clientWith(asset: AssetDto, address: string): QueryClient {
  const client = new QueryClient();
  client.setQueryData(assetQuery(asset.kind, address).queryKey, asset);
  return client;
}
