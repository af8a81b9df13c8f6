import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { submitVersion } from "@/lib/threats/review/commands/submit-version.ts";
import { listVersions } from "@/lib/threats/review/queries/list-versions.ts";

export const GET = queryRoute(listVersions);
export const POST = commandRoute(submitVersion, { status: 201 });
