import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { removePath } from "@/lib/threats/attack-paths/commands/remove-path.ts";
import { updatePath } from "@/lib/threats/attack-paths/commands/update-path.ts";
import { readPath } from "@/lib/threats/attack-paths/queries/read-path.ts";

export const GET = queryRoute(readPath);
export const PUT = commandRoute(updatePath);
export const DELETE = commandRoute(removePath);
