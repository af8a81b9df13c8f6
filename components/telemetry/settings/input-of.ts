import type { z } from "@/lib/zod.ts";
import type { TelemetrySettingsDto, UpdateTelemetrySettingsInput } from "@/lib/telemetry/settings/schema.ts";

/** What is sent to change settings: all of them, with the version that was seen. */
export function inputOf({
  version,
  abilities: _abilities,
  ...decided
}: TelemetrySettingsDto): z.input<typeof UpdateTelemetrySettingsInput> {
  return { ...decided, expectedVersion: version };
}
