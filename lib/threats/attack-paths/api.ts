import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import { z } from "../../zod.ts";
import {
  PathDto,
  PathEffectsDto,
  PathListDto,
  SuggestedPathsDto,
  type SavePathInput,
  type UpdatePathInput,
} from "./schema.ts";

const Removed = z.strictObject({ id: z.uuid() });

export const pathsQuery = (id: string) =>
  queryOptions({
    queryKey: ["attack_path", "list", id],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${id}/attack-paths`, { schema: PathListDto, signal }),
  });

export const pathEffectsQuery = (id: string) =>
  queryOptions({
    queryKey: ["attack_path", "effects", id],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${id}/attack-paths/effects`, { schema: PathEffectsDto, signal }),
  });

export const suggestedPathsQuery = (id: string, search: { diagramId: string; assetId: string }) =>
  queryOptions({
    queryKey: ["attack_path", "suggestions", id, search],
    queryFn: ({ signal }) =>
      apiFetch(`/threat-models/${id}/attack-paths/suggestions`, { schema: SuggestedPathsDto, search, signal }),
  });

export const savePath = ({ id, ...body }: z.input<typeof SavePathInput>) =>
  apiFetch(`/threat-models/${id}/attack-paths`, { schema: PathDto, method: "POST", body });

export const updatePath = ({ id, pathId, ...body }: z.input<typeof UpdatePathInput>) =>
  apiFetch(`/threat-models/${id}/attack-paths/${pathId}`, { schema: PathDto, method: "PUT", body });

export const removePath = (id: string, pathId: string) =>
  apiFetch(`/threat-models/${id}/attack-paths/${pathId}`, { schema: Removed, method: "DELETE", body: {} });
