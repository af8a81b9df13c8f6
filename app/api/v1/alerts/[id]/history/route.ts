import { readAlertHistory } from "@/lib/alerts/queries/read-alert-history.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(readAlertHistory);
