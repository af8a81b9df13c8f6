import { beginSecondFactor } from "@/lib/auth/commands/begin-second-factor.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(beginSecondFactor);
