import { resolveAlert } from "@/lib/alerts/commands/resolve-alert.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(resolveAlert);
