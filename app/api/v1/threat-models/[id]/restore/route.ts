import { commandRoute } from "@/lib/http/route.ts";
import { restoreThreatModel } from "@/lib/threats/commands/restore-threat-model.ts";

export const POST = commandRoute(restoreThreatModel);
