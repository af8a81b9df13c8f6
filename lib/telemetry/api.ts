import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import type { DecideReferenceInput, ProposeReferenceInput, UploadReferenceInput } from "./reference-schema.ts";
import {
  AlertDto,
  AlertListDto,
  ClientsDto,
  DistributionDto,
  PointsDto,
  ReferenceDto,
  SignalList,
  TelemetryDto,
  TelemetryList,
  type AcknowledgeAlertInput,
  type ListAlertsInput,
  type ListSignalsInput,
  type ListTelemetryInput,
  type ReadClientsInput,
  type ReadDistributionInput,
  type ReadPointsInput,
  type ReadTelemetryInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["telemetry"] and ["alert"] again. */

/** While people look on: a window closes every five minutes, the counts of the open one come sooner. */
const LIVE_MS = 30_000;

const path = (id: string): string => `/telemetry/${encodeURIComponent(id)}`;

/** A range without an end goes on while one looks. */
const live = ({ to }: { to?: string | undefined }): number | false => (to === undefined ? LIVE_MS : false);

export const telemetryListQuery = (input: z.input<typeof ListTelemetryInput>) =>
  queryOptions({
    queryKey: ["telemetry", "list", input],
    queryFn: ({ signal }) => apiFetch("/telemetry", { schema: TelemetryList, search: input, signal }),
    placeholderData: keepPreviousData,
  });

export const telemetryQuery = ({ id, ...search }: z.input<typeof ReadTelemetryInput>) =>
  queryOptions({
    queryKey: ["telemetry", "one", id, search],
    queryFn: ({ signal }) => apiFetch(path(id), { schema: TelemetryDto, search, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live(search),
  });

export const pointsQuery = ({ id, ...search }: z.input<typeof ReadPointsInput>) =>
  queryOptions({
    queryKey: ["telemetry", "points", id, search],
    queryFn: ({ signal }) => apiFetch(`${path(id)}/points`, { schema: PointsDto, search, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live(search),
  });

export const distributionQuery = ({ id, ...search }: z.input<typeof ReadDistributionInput>) =>
  queryOptions({
    queryKey: ["telemetry", "distribution", id, search],
    queryFn: ({ signal }) => apiFetch(`${path(id)}/distribution`, { schema: DistributionDto, search, signal }),
    placeholderData: keepPreviousData,
  });

export const telemetryClientsQuery = ({ id, ...search }: z.input<typeof ReadClientsInput>) =>
  queryOptions({
    queryKey: ["telemetry", "clients", id, search],
    queryFn: ({ signal }) => apiFetch(`${path(id)}/clients`, { schema: ClientsDto, search, signal }),
    placeholderData: keepPreviousData,
  });

export const signalsQuery = ({ id, ...search }: z.input<typeof ListSignalsInput>) =>
  queryOptions({
    queryKey: ["telemetry", "signals", id, search],
    queryFn: ({ signal }) => apiFetch(`${path(id)}/signals`, { schema: SignalList, search, signal }),
    placeholderData: keepPreviousData,
  });

export const alertsQuery = (input: z.input<typeof ListAlertsInput>) =>
  queryOptions({
    queryKey: ["alert", "list", input],
    queryFn: ({ signal }) => apiFetch("/alerts", { schema: AlertListDto, search: input, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });

export const proposeReference = ({ id, ...body }: z.input<typeof ProposeReferenceInput>) =>
  apiFetch(`${path(id)}/references`, { schema: ReferenceDto, method: "POST", body });

export const uploadReference = ({ id, ...body }: z.input<typeof UploadReferenceInput>) =>
  apiFetch(`${path(id)}/references/upload`, { schema: ReferenceDto, method: "POST", body });

export const approveReference = ({ id, ...body }: z.input<typeof DecideReferenceInput>) =>
  apiFetch(`/telemetry-references/${id}/approve`, { schema: ReferenceDto, method: "POST", body });

export const rejectReference = ({ id, ...body }: z.input<typeof DecideReferenceInput>) =>
  apiFetch(`/telemetry-references/${id}/reject`, { schema: ReferenceDto, method: "POST", body });

export const acknowledgeAlert = ({ id, ...body }: z.input<typeof AcknowledgeAlertInput>) =>
  apiFetch(`/alerts/${id}/acknowledge`, { schema: AlertDto, method: "POST", body });
