import { commandRoute } from "@/lib/http/route.ts";
import { retireTrustKey } from "@/lib/signing/commands/retire-trust-key.ts";

export const POST = commandRoute(retireTrustKey);
