import { commandRoute } from "@/lib/http/route.ts";
import { approveGate } from "@/lib/lifecycle/commands/approve-gate.ts";

export const POST = commandRoute(approveGate);
