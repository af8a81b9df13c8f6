import { commandRoute } from "@/lib/http/route.ts";
import { rejectGate } from "@/lib/lifecycle/commands/reject-gate.ts";

export const POST = commandRoute(rejectGate);
