import { addRule } from "@/lib/alerts/commands/add-rule.ts";
import { listRules } from "@/lib/alerts/queries/list-rules.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listRules);
export const POST = commandRoute(addRule, { status: 201 });
