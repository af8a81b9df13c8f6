import { queryRoute } from "@/lib/http/route.ts";
import { readTelemetryUse } from "@/lib/telemetry/queries/read-telemetry-use.ts";

export const GET = queryRoute(readTelemetryUse);
