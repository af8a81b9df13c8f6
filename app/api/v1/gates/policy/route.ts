import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateGatePolicy } from "@/lib/lifecycle/commands/update-gate-policy.ts";
import { readGatePolicy } from "@/lib/lifecycle/queries/read-gate-policy.ts";

export const GET = queryRoute(readGatePolicy);
export const PATCH = commandRoute(updateGatePolicy);
