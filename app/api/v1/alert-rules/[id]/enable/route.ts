import { enableRule } from "@/lib/alerts/commands/enable-rule.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(enableRule);
