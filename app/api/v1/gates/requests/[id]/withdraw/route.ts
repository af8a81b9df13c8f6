import { commandRoute } from "@/lib/http/route.ts";
import { withdrawGate } from "@/lib/lifecycle/commands/withdraw-gate.ts";

export const POST = commandRoute(withdrawGate);
