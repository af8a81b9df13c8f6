import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import type { z } from "../../zod.ts";
import {
  ComparisonDto,
  VersionDto,
  VersionListDto,
  type ApproveVersionInput,
  type RejectVersionInput,
  type SubmitVersionInput,
  type WithdrawVersionInput,
} from "./schema.ts";

/** Whether an approval stands depends on much: it is asked again whenever it is shown. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["threat_model_version", "list", id],
    queryFn: ({ signal }) => apiFetch(`/threat-models/${id}/versions`, { schema: VersionListDto, signal }),
    staleTime: 0,
  });

export const comparisonQuery = (id: string, from: number, to: number | null) =>
  queryOptions({
    queryKey: ["threat_model_version", "compare", id, from, to],
    queryFn: ({ signal }) =>
      apiFetch(`/threat-models/${id}/versions/compare`, {
        schema: ComparisonDto,
        search: to === null ? { from } : { from, to },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const submitVersion = ({ id, ...body }: z.input<typeof SubmitVersionInput>) =>
  apiFetch(`/threat-models/${id}/versions`, { schema: VersionDto, method: "POST", body });

export const approveVersion = ({ id, ...body }: z.input<typeof ApproveVersionInput>) =>
  apiFetch(`/threat-model-versions/${id}/approve`, { schema: VersionDto, method: "POST", body });

export const rejectVersion = ({ id, ...body }: z.input<typeof RejectVersionInput>) =>
  apiFetch(`/threat-model-versions/${id}/reject`, { schema: VersionDto, method: "POST", body });

export const withdrawVersion = ({ id, ...body }: z.input<typeof WithdrawVersionInput>) =>
  apiFetch(`/threat-model-versions/${id}/withdraw`, { schema: VersionDto, method: "POST", body });
