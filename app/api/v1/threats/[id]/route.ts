import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateThreat } from "@/lib/threats/register/commands/update-threat.ts";
import { readThreat } from "@/lib/threats/register/queries/read-threat.ts";

export const GET = queryRoute(readThreat);
export const PATCH = commandRoute(updateThreat);
