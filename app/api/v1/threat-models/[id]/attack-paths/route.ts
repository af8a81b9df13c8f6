import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { savePath } from "@/lib/threats/attack-paths/commands/save-path.ts";
import { listPaths } from "@/lib/threats/attack-paths/queries/list-paths.ts";

export const GET = queryRoute(listPaths);
export const POST = commandRoute(savePath, { status: 201 });
