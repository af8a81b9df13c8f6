import { updateConnection } from "@/lib/connections/commands/update-connection.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const PATCH = commandRoute(updateConnection);
