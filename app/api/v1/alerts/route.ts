import { listAlerts } from "@/lib/alerts/queries/list-alerts.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listAlerts);
