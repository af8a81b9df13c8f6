import { commandRoute } from "@/lib/http/route.ts";
import { rejectVersion } from "@/lib/threats/review/commands/reject-version.ts";

export const POST = commandRoute(rejectVersion);
