import { replayAlertRule } from "@/lib/alerts/queries/replay-rule.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const POST = queryRoute(replayAlertRule);
