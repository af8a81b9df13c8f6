import { queryRoute } from "@/lib/http/route.ts";
import { listTelemetry } from "@/lib/telemetry/queries/list-telemetry.ts";

export const GET = queryRoute(listTelemetry);
