import { commandRoute } from "@/lib/http/route.ts";
import { attestCriterion } from "@/lib/lifecycle/commands/attest-criterion.ts";

export const POST = commandRoute(attestCriterion);
