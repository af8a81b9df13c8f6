import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { NodeHitsDto, type NodeDto } from "../inventory/assets/schema.ts";
import type { NodeType } from "../inventory/assets/rules.ts";
import { apiFetch } from "../http/client.ts";
import { AssetAtDto, type Direction, LineageDto, LiveAtDto } from "./schema.ts";

/** Keys begin with "asset": a change of an asset fetches what is on screen again. */

export const lineageQuery = (id: string, direction: Direction) =>
  queryOptions({
    queryKey: ["asset", "lineage", id, direction],
    queryFn: ({ signal }) =>
      apiFetch(`/lineage/${encodeURIComponent(id)}`, { schema: LineageDto, search: { direction }, signal }),
  });

export const liveAtQuery = (input: { time?: string | undefined; cursor?: string | undefined }) =>
  queryOptions({
    queryKey: ["deployment", "live", input],
    queryFn: ({ signal }) => apiFetch("/lineage/live", { schema: LiveAtDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const assetAtQuery = (type: NodeType, id: string, time: string) =>
  queryOptions({
    queryKey: [type, "at", id, time],
    queryFn: ({ signal }) => apiFetch(`/assets/${id}/at`, { schema: AssetAtDto, search: { type, time }, signal }),
  });

/** Things of the inventory whose words fit, of any kind. */
export const nodeSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ["asset", "find", q],
    queryFn: async ({ signal }): Promise<NodeDto[]> =>
      (await apiFetch("/assets/search", { schema: NodeHitsDto, search: { q, limit: 6 }, signal })).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
