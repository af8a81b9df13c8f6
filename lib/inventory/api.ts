import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiDownload, apiFetch } from "../http/client.ts";
import type { TrailEntry } from "../trail/schema.ts";
import type { z } from "../zod.ts";
import {
  type ArchiveModelInput,
  type ExportModelsInput,
  ModelDto,
  ModelFacetsDto,
  type ModelFilters,
  ModelHistoryDto,
  ModelHitsDto,
  ModelListDto,
  type ListModelsInput,
  OwnerChoicesDto,
  type RegisterModelInput,
  type UpdateModelInput,
} from "./schema.ts";

const FIRST_CHOICES = 20;

/** Keys begin with the entity's word: live events invalidate ["model"] and ["model", id]. */

export const modelListQuery = (input: ListModelsInput) =>
  queryOptions({
    queryKey: ["model", "list", input],
    queryFn: ({ signal }) => apiFetch("/models", { schema: ModelListDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const modelFacetsQuery = (input: ModelFilters) =>
  queryOptions({
    queryKey: ["model", "facets", input],
    queryFn: ({ signal }) => apiFetch("/models/facets", { schema: ModelFacetsDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const modelQuery = (slug: string) =>
  queryOptions({
    queryKey: ["model", "one", slug],
    queryFn: ({ signal }) => apiFetch(`/models/${encodeURIComponent(slug)}`, { schema: ModelDto, signal }),
  });

export const modelHistoryQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["model", "history", slug],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`/models/${encodeURIComponent(slug)}/history`, {
        schema: ModelHistoryDto,
        search: { cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const ownerChoicesQuery = () =>
  queryOptions({
    queryKey: ["user", "owner-choices"],
    queryFn: ({ signal }) => apiFetch("/models/owners", { schema: OwnerChoicesDto, signal }),
    staleTime: 60_000,
  });

/** Models whose name or address fits, for the command palette. */
export function searchModels(q: string, signal: AbortSignal): Promise<z.output<typeof ModelHitsDto>> {
  return apiFetch("/models/search", { schema: ModelHitsDto, search: { q }, signal });
}

/** Models to choose from in a field: those that fit the words; while there are none, those that changed last. */
export async function modelChoices(words: string, signal: AbortSignal): Promise<{ id: string; name: string }[]> {
  if (words !== "") return (await searchModels(words, signal)).items;
  return (await apiFetch("/models", { schema: ModelListDto, search: { limit: FIRST_CHOICES }, signal })).items;
}

type Changing<Input extends z.ZodType> = Omit<z.input<Input>, "id">;

export function registerModel(input: z.input<typeof RegisterModelInput>): Promise<ModelDto> {
  return apiFetch("/models", { schema: ModelDto, method: "POST", body: input });
}

export function updateModel(id: string, input: Changing<typeof UpdateModelInput>): Promise<ModelDto> {
  return apiFetch(`/models/${id}`, { schema: ModelDto, method: "PATCH", body: input });
}

export function archiveModel(id: string, input: Changing<typeof ArchiveModelInput>): Promise<ModelDto> {
  return apiFetch(`/models/${id}/archive`, { schema: ModelDto, method: "POST", body: input });
}

export function restoreModel(id: string, input: Changing<typeof ArchiveModelInput>): Promise<ModelDto> {
  return apiFetch(`/models/${id}/restore`, { schema: ModelDto, method: "POST", body: input });
}

/** Asks for the export and gives it as a file; the server keeps an entry of it. */
export function exportModels(input: z.input<typeof ExportModelsInput>): Promise<{ name: string; blob: Blob }> {
  return apiDownload("/models/export", input);
}

/** The newest entry of a model's history: who changed it last, and when. */
export async function newestChange(slug: string): Promise<TrailEntry | undefined> {
  const path = `/models/${encodeURIComponent(slug)}/history`;
  const page = await apiFetch(path, { schema: ModelHistoryDto, search: { limit: 1 } });
  return page.items[0];
}
