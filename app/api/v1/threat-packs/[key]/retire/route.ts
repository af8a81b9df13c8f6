import { commandRoute } from "@/lib/http/route.ts";
import { retireThreatPack } from "@/lib/threats/packs/commands/retire-threat-pack.ts";

export const POST = commandRoute(retireThreatPack);
