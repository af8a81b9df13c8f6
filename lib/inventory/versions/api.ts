import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import type { z } from "../../zod.ts";
import {
  type CreateVersionInput,
  type ReleaseVersionInput,
  type UpdateVersionInput,
  VersionDto,
  VersionHistoryDto,
  VersionListDto,
} from "./schema.ts";

/** Keys begin with the entity's word: live events invalidate ["model_version"]. */

const pathOf = (model: string, version?: string): string =>
  `/models/${encodeURIComponent(model)}/versions${version === undefined ? "" : `/${encodeURIComponent(version)}`}`;

export const versionListQuery = (model: string) =>
  infiniteQueryOptions({
    queryKey: ["model_version", "list", model],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(pathOf(model), { schema: VersionListDto, search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const versionQuery = (model: string, version: string) =>
  queryOptions({
    queryKey: ["model_version", "one", model, version],
    queryFn: ({ signal }) => apiFetch(pathOf(model, version), { schema: VersionDto, signal }),
  });

export const versionHistoryQuery = (model: string, version: string) =>
  infiniteQueryOptions({
    queryKey: ["model_version", "history", model, version],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`${pathOf(model, version)}/history`, {
        schema: VersionHistoryDto,
        search: { cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

type Changing<Input extends z.ZodType> = Omit<z.input<Input>, "id" | "version">;

export function createVersion(model: string, input: Changing<typeof CreateVersionInput>): Promise<VersionDto> {
  return apiFetch(pathOf(model), { schema: VersionDto, method: "POST", body: input });
}

export function updateVersion(
  model: string,
  version: string,
  input: Changing<typeof UpdateVersionInput>,
): Promise<VersionDto> {
  return apiFetch(pathOf(model, version), { schema: VersionDto, method: "PATCH", body: input });
}

export function releaseVersion(
  model: string,
  version: string,
  input: Changing<typeof ReleaseVersionInput>,
): Promise<VersionDto> {
  return apiFetch(`${pathOf(model, version)}/release`, { schema: VersionDto, method: "POST", body: input });
}
