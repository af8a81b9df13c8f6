import { completeSetup } from "@/lib/auth/commands/complete-setup.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(completeSetup);
