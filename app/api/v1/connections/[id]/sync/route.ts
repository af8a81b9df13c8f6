import { syncNow } from "@/lib/connections/commands/sync-now.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(syncNow);
