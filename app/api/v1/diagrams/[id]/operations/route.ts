import { applyOperationsRoute } from "@/lib/http/diagram-route.ts";
import { queryRoute } from "@/lib/http/route.ts";
import { readOperations } from "@/lib/threats/queries/read-operations.ts";

export const GET = queryRoute(readOperations);
export const POST = applyOperationsRoute;
