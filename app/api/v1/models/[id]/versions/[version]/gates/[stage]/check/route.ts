import { queryRoute } from "@/lib/http/route.ts";
import { checkGate } from "@/lib/lifecycle/queries/check-gate.ts";

export const POST = queryRoute(checkGate);
