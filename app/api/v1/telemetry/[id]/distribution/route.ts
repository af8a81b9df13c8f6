import { queryRoute } from "@/lib/http/route.ts";
import { readTelemetryDistribution } from "@/lib/telemetry/queries/read-telemetry-distribution.ts";

export const GET = queryRoute(readTelemetryDistribution);
