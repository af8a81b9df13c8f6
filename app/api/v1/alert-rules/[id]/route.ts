import { updateRule } from "@/lib/alerts/commands/update-rule.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const PATCH = commandRoute(updateRule);
