import { queryRoute } from "@/lib/http/route.ts";
import { readLogHealth } from "@/lib/transparency/queries/read-log-health.ts";

export const GET = queryRoute(readLogHealth);
