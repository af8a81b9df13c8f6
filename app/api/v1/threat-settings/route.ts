import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateThreatSettings } from "@/lib/threats/settings/commands/update-threat-settings.ts";
import { readThreatSettings } from "@/lib/threats/settings/queries/read-threat-settings.ts";

export const GET = queryRoute(readThreatSettings);
export const PUT = commandRoute(updateThreatSettings);
