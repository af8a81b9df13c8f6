import { confirmSecondFactor } from "@/lib/auth/commands/confirm-second-factor.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(confirmSecondFactor);
