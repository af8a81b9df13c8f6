import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import type { TrailEntry } from "../../trail/schema.ts";
import type { z } from "../../zod.ts";
import type { AssetKind, NodeType } from "./rules.ts";
import {
  type ArchiveAssetInput,
  AssetDto,
  AssetFacetsDto,
  type AssetFilters,
  AssetHistoryDto,
  AssetListDto,
  type ListAssetsInput,
  NodeHitsDto,
  type RegisterAssetInput,
  type UpdateAssetInput,
} from "./schema.ts";

/** Keys begin with the kind, as the trail calls it: live events invalidate ["dataset"] and ["dataset", id]. */

export const assetListQuery = (input: ListAssetsInput) =>
  queryOptions({
    queryKey: [input.kind, "list", input],
    queryFn: ({ signal }) => apiFetch("/assets", { schema: AssetListDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const assetFacetsQuery = (input: AssetFilters) =>
  queryOptions({
    queryKey: [input.kind, "facets", input],
    queryFn: ({ signal }) => apiFetch("/assets/facets", { schema: AssetFacetsDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const assetQuery = (kind: AssetKind, slug: string) =>
  queryOptions({
    queryKey: [kind, "one", slug],
    queryFn: ({ signal }) =>
      apiFetch(`/assets/${encodeURIComponent(slug)}`, { schema: AssetDto, search: { kind }, signal }),
  });

export const assetHistoryQuery = (kind: AssetKind, id: string) =>
  infiniteQueryOptions({
    queryKey: [kind, "history", id],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`/assets/${id}/history`, { schema: AssetHistoryDto, search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

type Finding = { type: readonly NodeType[]; limit: number; signal: AbortSignal };

/** Things of these kinds whose words fit, at most `limit` of each kind. */
export function findNodes(q: string, { type, limit, signal }: Finding): Promise<z.output<typeof NodeHitsDto>> {
  return apiFetch("/assets/search", { schema: NodeHitsDto, search: { q, type, limit }, signal });
}

/** Things of these kinds whose words fit; the newest of them for an empty search. */
export const nodesQuery = (q: string, type: readonly NodeType[]) =>
  queryOptions({
    queryKey: ["asset", "find", q, type],
    queryFn: ({ signal }) => findNodes(q, { type, limit: 8, signal }),
    placeholderData: keepPreviousData,
    enabled: type.length > 0,
  });

type Changing<Input extends z.ZodType> = Omit<z.input<Input>, "id">;

export function registerAsset(input: z.input<typeof RegisterAssetInput>): Promise<AssetDto> {
  return apiFetch("/assets", { schema: AssetDto, method: "POST", body: input });
}

export function updateAsset(id: string, input: Changing<typeof UpdateAssetInput>): Promise<AssetDto> {
  return apiFetch(`/assets/${id}`, { schema: AssetDto, method: "PATCH", body: input });
}

export function archiveAsset(id: string, input: Changing<typeof ArchiveAssetInput>): Promise<AssetDto> {
  return apiFetch(`/assets/${id}/archive`, { schema: AssetDto, method: "POST", body: input });
}

export function restoreAsset(id: string, input: Changing<typeof ArchiveAssetInput>): Promise<AssetDto> {
  return apiFetch(`/assets/${id}/restore`, { schema: AssetDto, method: "POST", body: input });
}

/** The newest entry of an asset's history: who changed it last, and when. */
export async function newestAssetChange(id: string): Promise<TrailEntry | undefined> {
  const page = await apiFetch(`/assets/${id}/history`, { schema: AssetHistoryDto, search: { limit: 1 } });
  return page.items[0];
}
