import { commandRoute } from "@/lib/http/route.ts";
import { approveVersion } from "@/lib/threats/review/commands/approve-version.ts";

export const POST = commandRoute(approveVersion);
