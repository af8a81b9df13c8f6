import { queryRoute } from "@/lib/http/route.ts";
import { listNotifications } from "@/lib/work/queries/list-notifications.ts";

export const GET = queryRoute(listNotifications);
