import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  AuditSettingsDto,
  WitnessDto,
  WitnessList,
  type AddWitnessInput,
  type UpdateAuditSettingsInput,
  type UpdateWitnessInput,
} from "./schema.ts";

/** The witnesses, their keys, and how they stand. */
export const witnessesQuery = () =>
  queryOptions({
    queryKey: ["witness", "list"],
    queryFn: ({ signal }) => apiFetch("/audit/witnesses", { schema: WitnessList, signal }),
  });

export const auditSettingsQuery = () =>
  queryOptions({
    queryKey: ["audit_settings"],
    queryFn: ({ signal }) => apiFetch("/audit/settings", { schema: AuditSettingsDto, signal }),
  });

export const addWitness = (body: z.input<typeof AddWitnessInput>) =>
  apiFetch("/audit/witnesses", { schema: WitnessDto, method: "POST", body });
export const updateWitness = ({ id, ...body }: z.input<typeof UpdateWitnessInput>) =>
  apiFetch(`/audit/witnesses/${id}`, { schema: WitnessDto, method: "PATCH", body });
export const removeWitness = (id: string, expectedVersion: number) =>
  apiFetch(`/audit/witnesses/${id}/remove`, { schema: WitnessDto, method: "POST", body: { expectedVersion } });
export const updateAuditSettings = (body: z.input<typeof UpdateAuditSettingsInput>) =>
  apiFetch("/audit/settings", { schema: AuditSettingsDto, method: "PATCH", body });
