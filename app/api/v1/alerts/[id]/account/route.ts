import { readAlertAccount } from "@/lib/alerts/queries/read-alert-account.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(readAlertAccount);
