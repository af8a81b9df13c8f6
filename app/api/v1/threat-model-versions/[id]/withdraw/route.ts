import { commandRoute } from "@/lib/http/route.ts";
import { withdrawVersion } from "@/lib/threats/review/commands/withdraw-version.ts";

export const POST = commandRoute(withdrawVersion);
