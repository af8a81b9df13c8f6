import { queryRoute } from "@/lib/http/route.ts";
import { readTelemetryPoints } from "@/lib/telemetry/queries/read-telemetry-points.ts";

export const GET = queryRoute(readTelemetryPoints);
