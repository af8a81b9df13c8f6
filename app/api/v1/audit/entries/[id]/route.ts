import { queryRoute } from "@/lib/http/route.ts";
import { readEntry } from "@/lib/trail/queries/read-entry.ts";

export const GET = queryRoute(readEntry);
