import { commandRoute } from "@/lib/http/route.ts";
import { archiveThreatModel } from "@/lib/threats/commands/archive-threat-model.ts";

export const POST = commandRoute(archiveThreatModel);
