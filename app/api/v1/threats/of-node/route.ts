import { queryRoute } from "@/lib/http/route.ts";
import { readThreatsOfNode } from "@/lib/threats/register/queries/read-threats-of-node.ts";

export const GET = queryRoute(readThreatsOfNode);
