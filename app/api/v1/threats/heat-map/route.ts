import { queryRoute } from "@/lib/http/route.ts";
import { readHeatMap } from "@/lib/threats/register/queries/read-heat-map.ts";

export const GET = queryRoute(readHeatMap);
