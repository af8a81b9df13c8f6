import { defineQuery } from "../../../kernel/query.ts";
import { ReadThreatSettingsInput, ThreatSettingsDto } from "../schema.ts";
import { settingsDto } from "../settings-dto.ts";

export const readThreatSettings = defineQuery({
  name: "threat_settings.read",
  summary: "The risk matrix and how long an approval holds",
  permission: "threat:read",
  http: "GET /threat-settings",
  input: ReadThreatSettingsInput,
  output: ThreatSettingsDto,
  run: ({ db, ctx }) => settingsDto(db, ctx),
});
