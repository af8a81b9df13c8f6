import { addConnection } from "@/lib/connections/commands/add-connection.ts";
import { listConnections } from "@/lib/connections/queries/list-connections.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listConnections);
export const POST = commandRoute(addConnection, { status: 201 });
