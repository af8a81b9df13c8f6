import { queryRoute } from "@/lib/http/route.ts";
import { findEntry } from "@/lib/trail/queries/find-entry.ts";

export const GET = queryRoute(findEntry);
