import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateAuditSettings } from "@/lib/transparency/commands/update-audit-settings.ts";
import { readAuditSettings } from "@/lib/transparency/queries/read-audit-settings.ts";

export const GET = queryRoute(readAuditSettings);
export const PATCH = commandRoute(updateAuditSettings);
