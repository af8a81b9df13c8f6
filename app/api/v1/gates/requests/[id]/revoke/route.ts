import { commandRoute } from "@/lib/http/route.ts";
import { revokeGate } from "@/lib/lifecycle/commands/revoke-gate.ts";

export const POST = commandRoute(revokeGate);
