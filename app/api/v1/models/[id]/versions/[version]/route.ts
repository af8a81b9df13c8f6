import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateVersion } from "@/lib/inventory/versions/commands/update-version.ts";
import { readVersion } from "@/lib/inventory/versions/queries/read-version.ts";

export const GET = queryRoute(readVersion);
export const PATCH = commandRoute(updateVersion);
