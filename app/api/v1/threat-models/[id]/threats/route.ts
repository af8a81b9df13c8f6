import { commandRoute } from "@/lib/http/route.ts";
import { createThreat } from "@/lib/threats/register/commands/create-threat.ts";

export const POST = commandRoute(createThreat, { status: 201 });
