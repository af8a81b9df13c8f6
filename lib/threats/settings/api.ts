import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../../http/client.ts";
import type { z } from "../../zod.ts";
import { ThreatSettingsDto, type UpdateThreatSettingsInput } from "./schema.ts";

export const threatSettingsQuery = () =>
  queryOptions({
    queryKey: ["threat_settings"],
    queryFn: ({ signal }) => apiFetch("/threat-settings", { schema: ThreatSettingsDto, signal }),
  });

export const updateThreatSettings = (body: z.input<typeof UpdateThreatSettingsInput>) =>
  apiFetch("/threat-settings", { schema: ThreatSettingsDto, method: "PUT", body });
