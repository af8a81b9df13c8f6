import { renewRecoveryCodes } from "@/lib/auth/commands/renew-recovery-codes.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(renewRecoveryCodes);
