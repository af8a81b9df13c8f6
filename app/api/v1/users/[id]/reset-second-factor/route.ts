import { commandRoute } from "@/lib/http/route.ts";
import { resetSecondFactor } from "@/lib/people/commands/reset-second-factor.ts";

export const POST = commandRoute(resetSecondFactor);
