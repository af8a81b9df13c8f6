import { queryRoute } from "@/lib/http/route.ts";
import { listThreats } from "@/lib/threats/register/queries/list-threats.ts";

export const GET = queryRoute(listThreats);
