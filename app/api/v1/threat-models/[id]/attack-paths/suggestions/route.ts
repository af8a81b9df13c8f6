import { queryRoute } from "@/lib/http/route.ts";
import { suggestAttackPaths } from "@/lib/threats/attack-paths/queries/suggest-paths.ts";

export const GET = queryRoute(suggestAttackPaths);
