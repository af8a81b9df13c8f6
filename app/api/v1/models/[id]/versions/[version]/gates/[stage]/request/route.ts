import { commandRoute } from "@/lib/http/route.ts";
import { requestGate } from "@/lib/lifecycle/commands/request-gate.ts";

export const POST = commandRoute(requestGate);
