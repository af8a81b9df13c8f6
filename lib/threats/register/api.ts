import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiDownload, apiFetch } from "../../http/client.ts";
import type { z } from "../../zod.ts";
import type { ScopeType } from "../rules.ts";
import { DiagramDto } from "../schema.ts";
import {
  HeatMapDto,
  ThreatDto,
  ThreatFacetsDto,
  ThreatHistoryDto,
  ThreatListDto,
  ThreatModelHistoryDto,
  ThreatsOfNodeDto,
  type AcceptRiskInput,
  type CommentThreatInput,
  type CreateThreatInput,
  type ListThreatsInput,
  type RefuseRiskInput,
  type RequestAcceptanceInput,
  type SetThreatStateInput,
  type ThreatFilters,
  type UpdateThreatInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["threat"] again. */

export const threatsQuery = (input: z.input<typeof ListThreatsInput>) =>
  queryOptions({
    queryKey: ["threat", "list", input],
    queryFn: ({ signal }) => apiFetch("/threats", { schema: ThreatListDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const threatFacetsQuery = (input: z.input<typeof ThreatFilters>) =>
  queryOptions({
    queryKey: ["threat", "facets", input],
    queryFn: ({ signal }) => apiFetch("/threats/facets", { schema: ThreatFacetsDto, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const threatQuery = (id: string) =>
  queryOptions({
    queryKey: ["threat", "one", id],
    queryFn: ({ signal }) => apiFetch(`/threats/${id}`, { schema: ThreatDto, signal }),
  });

export const threatHistoryQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["threat", "history", id],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`/threats/${id}/history`, { schema: ThreatHistoryDto, search: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const threatModelHistoryQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["threat_model", "history", id],
    queryFn: ({ pageParam, signal }) =>
      apiFetch(`/threat-models/${id}/history`, {
        schema: ThreatModelHistoryDto,
        search: { cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const heatMapQuery = (threatModel?: string) =>
  queryOptions({
    queryKey: ["threat", "heat-map", threatModel ?? ""],
    queryFn: ({ signal }) => apiFetch("/threats/heat-map", { schema: HeatMapDto, search: { threatModel }, signal }),
  });

export const threatsOfNodeQuery = (type: ScopeType, id: string) =>
  queryOptions({
    queryKey: ["threat", "of-node", type, id],
    queryFn: ({ signal }) => apiFetch("/threats/of-node", { schema: ThreatsOfNodeDto, search: { type, id }, signal }),
  });

/** A diagram as it is now, for reading beside the room. */
export const diagramQuery = (id: string) =>
  queryOptions({
    queryKey: ["diagram", "one", id],
    queryFn: ({ signal }) => apiFetch(`/diagrams/${id}`, { schema: DiagramDto, signal }),
  });

const post = (path: string, body: object) => apiFetch(path, { schema: ThreatDto, method: "POST", body });

export const createThreat = ({ id, ...body }: z.input<typeof CreateThreatInput>) =>
  post(`/threat-models/${id}/threats`, body);

export const updateThreat = ({ id, ...body }: z.input<typeof UpdateThreatInput>) =>
  apiFetch(`/threats/${id}`, { schema: ThreatDto, method: "PATCH", body });

export const setThreatState = ({ id, ...body }: z.input<typeof SetThreatStateInput>) =>
  post(`/threats/${id}/state`, body);

export const requestAcceptance = ({ id, ...body }: z.input<typeof RequestAcceptanceInput>) =>
  post(`/threats/${id}/request-acceptance`, body);

export const acceptRisk = ({ id, ...body }: z.input<typeof AcceptRiskInput>) =>
  post(`/threats/${id}/accept-risk`, body);

export const refuseRisk = ({ id, ...body }: z.input<typeof RefuseRiskInput>) =>
  post(`/threats/${id}/refuse-risk`, body);

export const commentThreat = ({ id, ...body }: z.input<typeof CommentThreatInput>) =>
  post(`/threats/${id}/comments`, body);

/** Asks for the export and gives it as a file; the server keeps an entry of it. */
export const exportThreats = (filters: z.input<typeof ThreatFilters>) => apiDownload("/threats/export", filters);
