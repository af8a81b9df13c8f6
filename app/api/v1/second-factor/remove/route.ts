import { removeSecondFactor } from "@/lib/auth/commands/remove-second-factor.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(removeSecondFactor);
