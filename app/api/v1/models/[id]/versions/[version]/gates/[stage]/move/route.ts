import { commandRoute } from "@/lib/http/route.ts";
import { moveGate } from "@/lib/lifecycle/commands/move-gate.ts";

export const POST = commandRoute(moveGate);
