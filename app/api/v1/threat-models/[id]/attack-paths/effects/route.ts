import { queryRoute } from "@/lib/http/route.ts";
import { readPathEffects } from "@/lib/threats/attack-paths/queries/read-effects.ts";

export const GET = queryRoute(readPathEffects);
