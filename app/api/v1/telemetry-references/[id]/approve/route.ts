import { commandRoute } from "@/lib/http/route.ts";
import { approveReference } from "@/lib/telemetry/commands/approve-reference.ts";

export const POST = commandRoute(approveReference);
