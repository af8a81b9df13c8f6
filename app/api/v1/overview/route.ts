import { queryRoute } from "@/lib/http/route.ts";
import { readOverview } from "@/lib/overview/queries/read-overview.ts";

export const GET = queryRoute(readOverview);
