import { queryRoute } from "@/lib/http/route.ts";
import { listEntries } from "@/lib/trail/queries/list-entries.ts";

export const GET = queryRoute(listEntries);
