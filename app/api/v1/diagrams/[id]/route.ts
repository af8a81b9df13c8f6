import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { readDiagram } from "@/lib/threats/queries/read-diagram.ts";
import { renameDiagram } from "@/lib/threats/commands/rename-diagram.ts";
import { removeDiagram } from "@/lib/threats/commands/remove-diagram.ts";

export const GET = queryRoute(readDiagram);
export const PATCH = commandRoute(renameDiagram);
export const DELETE = commandRoute(removeDiagram);
