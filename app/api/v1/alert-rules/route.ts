import { addRule } from "@/lib/alerts/commands/add-rule.ts";
import { readRuleList } from "@/lib/alerts/queries/read-rule-list.ts";
import { commandRoute, queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(readRuleList);
export const POST = commandRoute(addRule, { status: 201 });
