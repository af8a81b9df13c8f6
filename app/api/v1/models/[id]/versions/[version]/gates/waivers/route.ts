import { commandRoute } from "@/lib/http/route.ts";
import { waiveCriterion } from "@/lib/lifecycle/commands/waive-criterion.ts";

export const POST = commandRoute(waiveCriterion);
