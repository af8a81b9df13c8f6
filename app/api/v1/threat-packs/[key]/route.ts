import { queryRoute } from "@/lib/http/route.ts";
import { readThreatPack } from "@/lib/threats/packs/queries/read-threat-pack.ts";

export const GET = queryRoute(readThreatPack);
