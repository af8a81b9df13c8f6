import { removeRule } from "@/lib/alerts/commands/remove-rule.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(removeRule);
