import { commandRoute } from "@/lib/http/route.ts";
import { rejectReference } from "@/lib/telemetry/commands/reject-reference.ts";

export const POST = commandRoute(rejectReference);
