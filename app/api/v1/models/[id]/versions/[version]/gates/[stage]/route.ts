import { queryRoute } from "@/lib/http/route.ts";
import { readGate } from "@/lib/lifecycle/queries/read-gate.ts";

export const GET = queryRoute(readGate);
