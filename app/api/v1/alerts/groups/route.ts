import { groupAlertsByModel } from "@/lib/alerts/queries/group-alerts.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(groupAlertsByModel);
