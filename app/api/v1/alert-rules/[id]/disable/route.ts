import { disableRule } from "@/lib/alerts/commands/disable-rule.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(disableRule);
