import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { readThreatModel } from "@/lib/threats/queries/read-threat-model.ts";
import { updateThreatModel } from "@/lib/threats/commands/update-threat-model.ts";

export const GET = queryRoute(readThreatModel);
export const PATCH = commandRoute(updateThreatModel);
