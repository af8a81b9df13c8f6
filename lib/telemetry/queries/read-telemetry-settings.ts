import { defineQuery } from "../../kernel/query.ts";
import { ReadTelemetrySettingsInput, TelemetrySettingsDto } from "../settings/schema.ts";
import { settingsDto } from "../settings/settings-dto.ts";

export const readTelemetrySettings = defineQuery({
  name: "telemetry_settings.read",
  summary: "The false-alarm budget, the quota, the lateness and the sampling of telemetry",
  permission: "telemetry:read",
  http: "GET /telemetry-settings",
  input: ReadTelemetrySettingsInput,
  output: TelemetrySettingsDto,
  run: ({ db, ctx }) => settingsDto(db, ctx),
});
