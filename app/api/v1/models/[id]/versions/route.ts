import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { createVersion } from "@/lib/inventory/versions/commands/create-version.ts";
import { listVersions } from "@/lib/inventory/versions/queries/list-versions.ts";

export const GET = queryRoute(listVersions);
export const POST = commandRoute(createVersion, { status: 201 });
