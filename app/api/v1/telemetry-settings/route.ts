import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateTelemetrySettings } from "@/lib/telemetry/commands/update-telemetry-settings.ts";
import { readTelemetrySettings } from "@/lib/telemetry/queries/read-telemetry-settings.ts";

export const GET = queryRoute(readTelemetrySettings);
export const PUT = commandRoute(updateTelemetrySettings);
