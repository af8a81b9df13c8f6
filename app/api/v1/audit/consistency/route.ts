import { queryRoute } from "@/lib/http/route.ts";
import { readConsistency } from "@/lib/transparency/queries/read-consistency.ts";

export const GET = queryRoute(readConsistency);
