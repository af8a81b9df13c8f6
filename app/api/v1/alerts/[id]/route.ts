import { readAlert } from "@/lib/alerts/queries/read-alert.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(readAlert);
