import { queryRoute } from "@/lib/http/route.ts";
import { readGateStates } from "@/lib/lifecycle/queries/read-gate-states.ts";

export const GET = queryRoute(readGateStates);
