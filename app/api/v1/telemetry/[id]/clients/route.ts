import { queryRoute } from "@/lib/http/route.ts";
import { readTelemetryClients } from "@/lib/telemetry/queries/read-telemetry-clients.ts";

export const GET = queryRoute(readTelemetryClients);
