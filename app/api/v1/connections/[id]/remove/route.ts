import { removeConnection } from "@/lib/connections/commands/remove-connection.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(removeConnection);
