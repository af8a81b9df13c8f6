import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  DiscoveryCountsDto,
  DiscoveryDto,
  DiscoveryListDto,
  type DismissDiscoveryInput,
  type ListDiscoveriesInput,
  type MatchDiscoveryInput,
  type RegisterDiscoveryInput,
  type ReopenDiscoveryInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["discovery"] again. */
export const discoveriesQuery = (input: ListDiscoveriesInput) =>
  queryOptions({
    queryKey: ["discovery", "list", input],
    queryFn: ({ signal }) => apiFetch("/discoveries", { schema: DiscoveryListDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const discoveryCountsQuery = () =>
  queryOptions({
    queryKey: ["discovery", "count"],
    queryFn: ({ signal }) => apiFetch("/discoveries/count", { schema: DiscoveryCountsDto, signal }),
  });

export const discoveryQuery = (id: string) =>
  queryOptions({
    queryKey: ["discovery", "one", id],
    queryFn: ({ signal }) => apiFetch(`/discoveries/${id}`, { schema: DiscoveryDto, signal }),
  });

export const matchDiscovery = ({ id, ...body }: z.input<typeof MatchDiscoveryInput>) =>
  apiFetch(`/discoveries/${id}/match`, { schema: DiscoveryDto, method: "POST", body });

export const registerDiscovery = ({ id, ...body }: z.input<typeof RegisterDiscoveryInput>) =>
  apiFetch(`/discoveries/${id}/register`, { schema: DiscoveryDto, method: "POST", body });

export const dismissDiscovery = ({ id, ...body }: z.input<typeof DismissDiscoveryInput>) =>
  apiFetch(`/discoveries/${id}/dismiss`, { schema: DiscoveryDto, method: "POST", body });

export const reopenDiscovery = ({ id, ...body }: z.input<typeof ReopenDiscoveryInput>) =>
  apiFetch(`/discoveries/${id}/reopen`, { schema: DiscoveryDto, method: "POST", body });
