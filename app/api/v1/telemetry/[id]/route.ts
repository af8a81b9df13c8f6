import { queryRoute } from "@/lib/http/route.ts";
import { readTelemetry } from "@/lib/telemetry/queries/read-telemetry.ts";

export const GET = queryRoute(readTelemetry);
