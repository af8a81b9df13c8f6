import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { saveThreatPack } from "@/lib/threats/packs/commands/save-threat-pack.ts";
import { listThreatPacks } from "@/lib/threats/packs/queries/list-threat-packs.ts";

export const GET = queryRoute(listThreatPacks);
export const POST = commandRoute(saveThreatPack);
