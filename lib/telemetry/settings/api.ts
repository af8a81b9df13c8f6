import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import type { z } from "../../zod.ts";
import { SamplesDto, type OpenSamplesInput } from "../samples/schema.ts";
import {
  DecidedBatchDto,
  TelemetrySettingsDto,
  TelemetryUseDto,
  type DiscardBatchInput,
  type RetryBatchInput,
  type UpdateTelemetrySettingsInput,
} from "./schema.ts";

const LIVE_MS = 10_000;

export const telemetrySettingsQuery = () =>
  queryOptions({
    queryKey: ["telemetry_setting"],
    queryFn: ({ signal }) => apiFetch("/telemetry-settings", { schema: TelemetrySettingsDto, signal }),
  });

export const telemetryUseQuery = () =>
  queryOptions({
    queryKey: ["telemetry", "use"],
    queryFn: ({ signal }) => apiFetch("/telemetry-settings/use", { schema: TelemetryUseDto, signal }),
    refetchInterval: LIVE_MS,
  });

export const updateTelemetrySettings = (body: z.input<typeof UpdateTelemetrySettingsInput>) =>
  apiFetch("/telemetry-settings", { schema: TelemetrySettingsDto, method: "PUT", body });

export const retryBatch = ({ id }: z.input<typeof RetryBatchInput>) =>
  apiFetch(`/telemetry-batches/${id}/retry`, { schema: DecidedBatchDto, method: "POST", body: {} });

export const discardBatch = ({ id, ...body }: z.input<typeof DiscardBatchInput>) =>
  apiFetch(`/telemetry-batches/${id}/discard`, { schema: DecidedBatchDto, method: "POST", body });

export const openSamples = ({ id, ...body }: z.input<typeof OpenSamplesInput>) =>
  apiFetch(`/telemetry/${encodeURIComponent(id)}/samples`, { schema: SamplesDto, method: "POST", body });
