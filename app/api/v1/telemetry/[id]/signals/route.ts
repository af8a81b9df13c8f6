import { queryRoute } from "@/lib/http/route.ts";
import { listSignals } from "@/lib/telemetry/queries/list-signals.ts";

export const GET = queryRoute(listSignals);
